import { readMessage, type MessageReading } from './message-reading.js';

type Intent = Exclude<keyof MessageReading, 'length' | 'questionMarks'>;

/** Everything but the counts, which differ between languages. */
const intents = (message: string) => ({ ...read(message), length: 0, questionMarks: 0 });

const read = (message: string): MessageReading => {
  const reading = readMessage(message);
  if (reading === null) throw new Error('the message holds words');
  return reading;
};

describe('readMessage', () => {
  it.each([
    'Is this still available?',
    'is this still available',
    'Hi, is this available?',
    'Hi Maria, is this still available?',
    'Hello! Is this item still available?',
    'Hey there is it still available??',
    'Is the 2019 Honda Civic EX still available?',
    'Is your 2019 Honda Civic still available please',
    'still available?',
    'Still avaliable?',
    'is this availible',
    'Available?',
    'Good morning, is this still available?',
    "Hi, I'm interested in your 2019 Honda Civic. Is this still available?",
    'I’m interested in this item.',
    '¿Sigue disponible?',
    'Hola. ¿Sigue disponible?',
    'Hola, ¿esto sigue disponible?',
    '¿Todavía está disponible?',
    'Hola Juan, ¿aún está disponible?',
    '¿Este artículo aún está disponible?',
    'Buenos días, sigue disponible este carro?',
    'Está disponible todavía?',
    '¿Sigue estando disponible?',
    'disponible?',
    'Me interesa este carro. ¿Sigue disponible? Gracias',
  ])('takes %j for the ready-made question', (message) => {
    expect(read(message).isDefaultQuestion).toBe(true);
  });

  it.each([
    'Is this still available? Can I come see it Saturday?',
    'Is this still available and what is your lowest price?',
    'Is this still available? My number is 312-555-0142',
    'I am available tomorrow',
    'Does it have a tow hitch?',
    'Hola, ¿sigue disponible? ¿Cuánto es lo menos?',
    'We drove past your lot and my wife loves this one, is it available',
    'hi',
  ])('takes %j for own words', (message) => {
    expect(read(message).isDefaultQuestion).toBe(false);
  });

  const examples: Record<Exclude<Intent, 'isDefaultQuestion'>, { yes: string[]; no: string[] }> = {
    asksAvailability: {
      yes: [
        'do you still have it?',
        'Has it been sold?',
        'is the truck still for sale',
        'Is it avail?',
        'todavía lo tienen?',
        '¿Ya se vendió?',
        'Sigue en venta?',
      ],
      no: [
        "I'm available Saturday",
        'are you available to talk',
        'Estoy disponible el lunes',
        'no thanks',
      ],
    },
    asksPrice: {
      yes: [
        "What's your lowest price",
        'Would you take $12,500 cash?',
        'how much out the door',
        'is it negotiable',
        'my best offer is 9k',
        '¿Cuánto cuesta?',
        '¿En cuánto lo deja?',
        'cual es el último precio',
        'Tiene descuento?',
      ],
      no: ['Nice car', 'Do you offer delivery', 'Me gusta mucho'],
    },
    asksFinance: {
      yes: [
        'Do you finance?',
        'what would payments be with 2000 down',
        "What's the APR",
        'any down payment required?',
        'how much a month? I mean monthly',
        '¿Tienen financiamiento?',
        '¿Cuánto de enganche?',
        'se puede a crédito',
        'cuánto saldría al mes',
      ],
      no: [
        'I have bad credit',
        'mi crédito es malo',
        'my credit score is 640',
        'the window goes down',
        'Apr 5 works for me',
        'please release the hold',
      ],
    },
    asksTrade: {
      yes: [
        'I have a 2014 F-150 to trade in',
        'Do you take trades?',
        'would you swap for a boat',
        '¿Aceptan cambios?',
        '¿Toman mi carro a cuenta?',
        'me interesa una permuta',
      ],
      no: [
        'no trade, cash buyer',
        'without a trade what is it',
        'cambio de aceite reciente?',
        'sin permuta',
      ],
    },
    asksVisit: {
      yes: [
        'Can I come see it Saturday?',
        'when can I test drive',
        'Could I stop by after work',
        'where are you located?',
        'Is there a time to look at the truck',
        'I want to schedule an appointment',
        '¿Puedo ir a verlo mañana?',
        'quisiera una prueba de manejo',
        '¿Dónde están ubicados?',
        'puedo pasar a ver el carro',
      ],
      no: [
        'I see it is a four wheel drive',
        'does it have a rear view camera',
        'maintenance schedule?',
        'how does it drive',
        'A ver, cuánto cuesta',
      ],
    },
    asksCondition: {
      yes: [
        'Any accidents?',
        'can you send the Carfax',
        'clean title?',
        'How many miles on it',
        'any problems with it',
        '¿Ha tenido choques?',
        '¿Título limpio?',
        'cuántas millas tiene',
      ],
      no: ['Is this the LX or the EX?', 'que color es', 'smiles :)'],
    },
    mentionsTime: {
      yes: [
        'tomorrow works',
        'on Sat',
        'this weekend',
        'at 5',
        'around 5:30',
        'can be there in 20 minutes',
        '3pm ok?',
        'mañana puedo',
        'el sábado',
        'a las 4',
        'esta tarde',
      ],
      no: [
        'Good morning, is this the hybrid',
        'Buenas tardes, ¿qué color es?',
        'would you do it at 5,000',
        'Good evening',
        'I sat in one once',
        'Buenos días',
      ],
    },
    givesPhone: {
      yes: ['call me 312-555-0142', '(312) 555 0142', 'my cell is 3125550142', '+525555550142'],
      no: [
        '2019 with 80,000 miles',
        'stock 1234567',
        '$12,500 or $13,000',
        'VIN 1HGBH41JXMN109186',
      ],
    },
  };

  describe.each(Object.entries(examples) as [Intent, { yes: string[]; no: string[] }][])(
    '%s',
    (intent, { yes, no }) => {
      it.each(yes)('is heard in %j', (message) => expect(read(message)[intent]).toBe(true));
      it.each(no)('is not heard in %j', (message) => expect(read(message)[intent]).toBe(false));
    },
  );

  it.each([
    ['Can I come see it tomorrow?', '¿Puedo ir a verlo mañana?'],
    ['Is this still available?', '¿Sigue disponible?'],
    ['What is the price? Do you finance?', '¿Cuál es el precio? ¿Tienen financiamiento?'],
    ['Do you take trades? Clean title?', '¿Aceptan cambios? ¿Título limpio?'],
  ])('reads the same in English and Spanish: %j', (english, spanish) => {
    expect(intents(spanish)).toEqual(intents(english));
  });

  it('counts characters and question marks', () => {
    expect(read('  Really?? Wow  ')).toMatchObject({ length: 12, questionMarks: 2 });
  });

  it('finds no message in white space', () => {
    expect(readMessage(' \n\t')).toBeNull();
  });

  it.each([
    ['spaces', ' '.repeat(100_000) + 'x'],
    ['one letter', 'a'.repeat(1_000_000)],
    ['greetings', 'hi '.repeat(100_000)],
    ['the start of the question', 'is this '.repeat(100_000)],
    ['digits', '5'.repeat(100_000)],
    ['interest', 'im interested in this '.repeat(20_000)],
  ])('reads a hostile megabyte of %s without delay', (_, message) => {
    const start = performance.now();
    readMessage(message);
    expect(performance.now() - start).toBeLessThan(250);
  });
});
