/**
 * What buyers ask for, as patterns over {@link plainWords}: lower case, no accents, no apostrophes,
 * punctuation as single spaces (only `$` and `:` stay). English and Spanish stand side by side in
 * every pattern, so that the intent is read and the language is not.
 *
 * Every repetition is bounded: a message is a stranger's text.
 */
const words = (...alternatives: string[]): RegExp =>
  new RegExp(`\\b(?:${alternatives.join('|')})\\b`);

const AVAILABLE =
  '(?:available|avaliable|availible|avalible|avalable|availabe|availble|avaible|avialable|avail)';
const CAR = '(?:car|truck|suv|van|vehicle|suburban|pickup|jeep|bike|motorcycle)';
const CARRO = '(?:carro|auto|coche|troca|camioneta|vehiculo|camion|moto)';

/** "I'm available Saturday" and "are you available" speak of people, not of the vehicle. */
const NOT_OF_PEOPLE = '(?<!\\b(?:im|i am|we are|are you|you are|youre|ill be|be|not|estoy) )';
const NO_SUCH_OFFER = '(?<!\\b(?:no|not|without|without a|dont have a|nothing to|sin) )';

export const ASKS_AVAILABILITY = words(
  `${NOT_OF_PEOPLE}(?:still )?${AVAILABLE}`,
  'still (?:have|got|for sale|there|selling)',
  '(?:is|has) (?:it|this|that)(?: already)?(?: been)? sold',
  'already sold|sold yet|in stock',
  `${NOT_OF_PEOPLE}disponibles?`,
  '(?:todavia|aun) (?:lo|la|los|las) (?:tiene|tienes|tienen|vende|vendes|venden)',
  '(?:lo|la) (?:tiene|tienes|tienen) (?:todavia|aun)',
  '(?:todavia|aun|sigue) (?:esta )?(?:a la|en) venta',
  'ya (?:se|lo|la) (?:vendio|vendieron)|esta vendid[oa]',
);

export const ASKS_PRICE = words(
  'prices?|priced|pricing|how much|lowest|negotiable|negotiate|discount|obo|otd|out the door',
  'best (?:you|u) can do|(?:best|my|an|make|make an|reasonable) offer|offer you',
  '(?:take|accept|do) \\$? ?\\d{1,3} ?(?:k|\\d{3})|(?:would|will|could) (?:you|u) take',
  'whats it cost|(?:the|it|total) costs?',
  'precios?|cuanto|cuesta|lo menos|rebajas?|descuentos?|negociable|ofrezco|oferta',
);

/** Only the wish to pay over time; what somebody says of their own credit is not looked for. */
export const ASKS_FINANCE = words(
  'financ(?:e|ed|es|ing)|monthly|per month|payments?|down ?payment|(?:how much|money|\\d{3,5}|no) down',
  'apr(?! \\d)|interest rate|loans?|lease|leasing|installments?|buy here pay here|pre ?approv(?:ed|al)',
  'financi(?:ar|an|a|ado|amiento|acion|arlo|arla)|mensual(?:es|idad|idades|mente)?|(?:al|por) mes',
  'enganche|pagos?|a plazos|cuotas|prestamos?|a credito|tasa de interes|de inicial',
);

export const ASKS_TRADE = words(
  `${NO_SUCH_OFFER}(?:trades?|trade ?ins?|trading|swap|swaps|part exchange)`,
  `${NO_SUCH_OFFER}(?:permuta|permutas|permutar|intercambio|intercambiar)`,
  '(?:acepta|aceptas|aceptan|hacen|haces) cambios?|a cambio|cambio por|cambiar(?:lo|la)? por|a cuenta',
  `(?:toma|tomas|toman|recibe|recibes|reciben) (?:mi|un|otro) ${CARRO}`,
);

export const ASKS_VISIT = words(
  'test ?drive|drive it|(?:it|this) for a (?:spin|drive|ride)',
  '(?:come|stop|swing|drop|drive|head) (?:by|over|down|out)|come (?:in|and see|and look|see|look|check|get)',
  `(?:see|view|look at|check out|check) (?:it|this|that|the ${CAR})(?! (?:is|has|was|says))`,
  'take a look|check it out|in person|visit|appointment|(?:schedule|book|set up) an?',
  'where (?:are|r) (?:you|u|yall)(?: guys)?|wh?ere is (?:it|this) located|(?:your|the) (?:address|location)',
  `ver ?(?:lo|la)|ver (?:el|la|este|esta|su|tu) ${CARRO}|(?:ir|pasar|paso|voy|puedo) a? ?ver`,
  'cita|prueba de manejo|probar(?:lo|la)|manejar(?:lo|la)|visitar(?:los|la|lo)?|en persona',
  'donde (?:estan|esta|estas|queda|quedan|se ubican|se encuentran)|ubicacion|ubicados|direccion',
);

export const ASKS_CONDITION = words(
  'carfax|autocheck|accidents?|(?:clean|salvage|rebuilt) title|title|salvage|rebuilt|wrecked',
  'issues|problems?|anything wrong|(?:how many|the|what) (?:miles|owners)|mileage|rust|leaks?',
  'warranty|maintenance|service (?:history|records)|condition|runs? (?:good|well|ok|fine)',
  'accidentes?|choques?|chocad[oa]|titulo|millas|millaje|kilometraje|kilometros|fallas?|problemas?',
  'garantia|duenos|condicion|condiciones|en que estado|mantenimiento',
);

const DAYS = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?';
const DIAS = '(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)';

export const MENTIONS_TIME = words(
  `today|tonight|tomorrow|tmrw|tmr|${DAYS}|weekend|noon|after work|right now|next week`,
  'this (?:morning|afternoon|evening|week)|(?:this|on|next) (?:mon|tues?|wed|thurs?|fri|sat|sun)',
  '\\d{1,2}(?::\\d{2})? ?(?:am|pm)|\\d{1,2}:\\d{2}|o ?clock|in (?:an|\\d{1,2}) (?:hours?|minutes?|mins?)',
  '(?:at|around|by|before|after) \\d{1,2}(?! ?(?:\\d|k|miles|mil|percent|dollars))',
  `hoy|manana|${DIAS}|fin de semana|esta (?:tarde|noche|semana)|mediodia|despues del trabajo`,
  'a las? \\d{1,2}|ahora mismo|ahorita|proxima semana',
);

/** "Good morning" tells no time. */
export const GREETING_WITH_TIME =
  /\b(?:good (?:morning|afternoon|evening|day)|buen(?:os|as)? (?:dias?|tardes|noches))\b/g;

const GREETING =
  '(?:(?:hi|hello|hey|hola|good day|greetings|saludos)(?: (?!is|im|esta|sigue)[a-z]{2,20}){0,2} )?(?:que tal )?';
const A_FEW = '(?: [a-z0-9]{1,20}){0,6}';
const COURTESY = '(?: (?:please|pls|thanks|thank you|por favor|gracias|for sale|now|yet))?';
const INTERESTED = `(?:im|i am|me) (?:very |muy )?(?:interested|interesa|interesad[oa])(?: (?:in|en|este|esta|el|la|su|tu)${A_FEW})?`;
const QUESTION = `(?:(?:is|are) (?:this|it|that|the|your|these|they)${A_FEW} )?(?:still )?${AVAILABLE}`;
const PREGUNTA =
  `(?:(?:esto|este|esta|el|la|ese|esa|su|tu)${A_FEW} )?(?:(?:aun|todavia) )?` +
  `(?:(?:sigue|esta|se encuentra|lo tienen|lo tiene|lo tienes) )?(?:(?:aun|todavia|estando) )?disponible` +
  `(?: (?:aun|todavia|(?:este|esta|el|la|su|tu)${A_FEW}))?`;

/** Marketplace's ready-made first message, which costs its sender one tap, and what people type in its stead. */
export const DEFAULT_QUESTION = new RegExp(
  `^${GREETING}(?:${INTERESTED}|(?:${INTERESTED} )?(?:${QUESTION}|${PREGUNTA}))${COURTESY}$`,
);

/** Ten digits as North America writes them, or a number with its country code. */
export const PHONE_NUMBER = /(?:\+?1[ .-]?)?\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|\+\d{8,15}\b/;
