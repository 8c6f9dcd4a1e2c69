/** What the server says of models: features, the label court, contests, and what not to trust. */
export const saidOfModels = {
  'hours since the lead arrived': 'horas desde que llegó',
  'hour of arrival, local time': 'hora de llegada, local',
  'weekday of arrival, local time': 'día de la semana de llegada, local',
  'arrived after hours (before 9, from 20 on, or on a Sunday)':
    'llegó fuera de horario (antes de las 9, desde las 20, o en domingo)',
  'source of the lead': 'origen del cliente',
  'channel the lead came by': 'canal por el que llegó',
  'a phone number is known': 'se conoce un teléfono',
  'a mobile number is known': 'se conoce un celular',
  'kind of e-mail address': 'tipo de correo',
  'both phone and e-mail are known': 'se conocen teléfono y correo',
  'preferred way of contact': 'contacto preferido',
  'distance to the dealership': 'distancia a la tienda',
  'earlier leads of the same prospect': 'consultas anteriores de este cliente',
  'days between the previous lead and this one': 'días entre la consulta anterior y esta',
  'the same prospect bought here before': 'el cliente ya compró aquí',
  'further leads of the same prospect since': 'otras consultas de este cliente desde entonces',
  'other leads in the last 24 hours': 'otros clientes en 24 horas',
  'other leads in the last 7 days': 'otros clientes en 7 días',
  'region of the dealership': 'región de la tienda',
  dealership: 'tienda',
  'messages from the buyer': 'mensajes del cliente',
  'messages from our people': 'mensajes de nuestra gente',
  'messages sent automatically': 'mensajes automáticos',
  'calls from the buyer': 'llamadas del cliente',
  'calls from our people': 'llamadas de nuestra gente',
  'calls sent automatically': 'llamadas automáticas',
  'texts from the buyer': 'mensajes de texto del cliente',
  'texts from our people': 'mensajes de texto de nuestra gente',
  'texts sent automatically': 'mensajes de texto automáticos',
  'e-mails from the buyer': 'correos del cliente',
  'e-mails from our people': 'correos de nuestra gente',
  'e-mails sent automatically': 'correos automáticos',
  'appointments made': 'citas',
  visits: 'visitas',
  'test drives': 'pruebas de manejo',
  'quotes given': 'cotizaciones',
  'notes by the desk': 'notas',
  'other activities': 'otras actividades',
  'a person has answered': 'ya respondió una persona',
  'minutes until a person first answered': 'minutos hasta la primera respuesta de una persona',
  'minutes the buyer has waited for a first answer': 'minutos esperando la primera respuesta',
  'the buyer replied after our answer': 'el cliente contestó a nuestra respuesta',
  'hours since the buyer was last heard from': 'horas desde el último contacto del cliente',
  'hours since we last wrote or called': 'horas desde nuestro último contacto',
  'who spoke last': 'de quién fue lo último',
  'talks with the buyer in the last 24 hours': 'contactos con el cliente en 24 horas',
  'talks with the buyer in the last 7 days': 'contactos con el cliente en 7 días',
  'kind of first message': 'tipo del primer mensaje',
  'asks whether the vehicle is available': 'pregunta si el vehículo está disponible',
  'asks about the price': 'pregunta por el precio',
  'asks about financing': 'pregunta por financiamiento',
  'asks about a trade-in': 'pregunta por dejar su auto a cuenta',
  'asks to visit or test-drive': 'pide visita o prueba de manejo',
  'asks about condition or history': 'pregunta por el estado o el historial',
  'mentions a day or a time': 'menciona un día o una hora',
  'gives a phone number in the message': 'da un teléfono en el mensaje',
  'length of the first message': 'longitud del primer mensaje',
  'question marks in the first message': 'signos de interrogación del primer mensaje',
  'similar vehicles in stock': 'vehículos parecidos en inventario',
  'price against similar vehicles in stock': 'precio frente a vehículos parecidos',
  'the lead names a vehicle': 'nombra un vehículo',
  'a trade-in is offered': 'ofrece auto a cuenta',
  'age of the vehicle': 'antigüedad del vehículo',
  make: 'marca',
  model: 'modelo',
  'body style': 'carrocería',
  'new, used or certified': 'nuevo, usado o certificado',
  odometer: 'kilometraje',
  'the asking price is known': 'se conoce el precio',
  'asking price': 'precio',
  'price cuts since the message': 'rebajas desde el mensaje',
  'price change since the message': 'cambio de precio desde el mensaje',
  'days on the lot': 'días en el lote',
  'the vehicle is still available': 'el vehículo sigue disponible',
  'the score': 'la puntuación',

  'it is filled for {a} of the won and {b} of the other leads':
    'está relleno en {a} de los vendidos y {b} de los demás',
  'it tells leads that have ended from open ones of the same age (AUC {n}; filled for {a} and {b})':
    'distingue los cerrados de los abiertos de igual antigüedad (AUC {n}; relleno en {a} y {b})',
  'its values name leads: {a} of {n} are different':
    'sus valores identifican clientes: {a} de {n} son distintos',
  'among leads that ended alike it still goes with "{label}", which was removed (association {n})':
    'entre clientes con igual final sigue ligado a "{label}", que se retiró (asociación {n})',
  'its name speaks of something later ("{word}")': 'su nombre habla de algo posterior ("{word}")',
  'how often it is filled goes with when the lead came, from {a} to {b} of an eighth of the leads: the newest may not have it yet':
    'cuánto se rellena depende de cuándo llegó el cliente, de {a} a {b} de cada octavo: los más nuevos quizá aún no lo tienen',
  '{a} of all leads won carry a value that nearly settles it: of the {n} with {value}, {b} were won':
    '{a} de los vendidos llevan un valor que casi lo decide: de los {n} con {value}, {b} se vendieron',
  '{a} of all leads not won carry a value that nearly settles it: of the {n} with {value}, {b} were not won':
    '{a} de los no vendidos llevan un valor que casi lo decide: de los {n} con {value}, {b} no se vendieron',
  'alone it puts a won lead above another {n1} times in 100 (AUC {n2}), which no fact known at arrival does':
    'por sí solo pone a un vendido por encima de otro {n1} de cada 100 veces (AUC {n2}), lo que ningún dato conocido al llegar logra',
  'alone it puts a won lead above another {n1} times in 100 (AUC {n2}), as a whole model would':
    'por sí solo pone a un vendido por encima de otro {n1} de cada 100 veces (AUC {n2}), como un modelo entero',
  missing: 'falta',
  'a value few leads have': 'un valor que tienen pocos',
  'says something about {topic}, which is never used for a score':
    'dice algo sobre {topic}, que nunca se usa para puntuar',
  'tells of a person’s gender': 'habla del género de una persona',
  'a person’s name': 'el nombre de una persona',
  'a person’s age': 'la edad de una persona',
  gender: 'el género',
  religion: 'la religión',
  'the language somebody speaks': 'el idioma que habla alguien',
  'marital status or family': 'el estado civil o la familia',
  'a postal code or address': 'un código postal o una dirección',
  credit: 'el crédito',
  'race, ethnicity or national origin': 'la raza, la etnia o el origen nacional',
  'a photo of somebody': 'una foto de alguien',
  'health or public assistance': 'la salud o la ayuda pública',
  'a government number': 'un número oficial',

  'promoted over {name}: {rest}': 'gana a {name}: {rest}',
  'kept {name}: {rest}': 'se queda {name}: {rest}',
  'the base rate': 'la tasa base',
  'champion {n}': 'la versión {n} en servicio',
  "challenger's log-loss {n1} vs {n2}, saved {n3} (90 % {n4}..{n5})":
    'log-loss de la aspirante {n1} frente a {n2}, ahorra {n3} (90 % de {n4} a {n5})',
  '{change} on the newest leads, log-loss {n1} instead of {n2}':
    '{change} en los clientes más nuevos, log-loss {n1} en vez de {n2}',
  'error {n1} % (90 % interval {n2} to {n3} %)':
    'error {n1} % (intervalo del 90 %: de {n2} a {n3} %)',
  'challenger promises {n} sales for each one seen':
    'la aspirante promete {n} ventas por cada una vista',
  "challenger's calibration error {n1} is above {n2}":
    'el error de calibración de la aspirante, {n1}, supera {n2}',
  'hazards kept: they save {n1} log-loss (90 % {n2}..{n3}), promised over seen {n4} → {n5}':
    'riesgos incluidos: ahorran {n1} de log-loss (90 % de {n2} a {n3}), prometido sobre visto {n4} → {n5}',
  'hazards left out: they save {n1} log-loss (90 % {n2}..{n3}), promised over seen {n4} → {n5}':
    'riesgos excluidos: ahorran {n1} de log-loss (90 % de {n2} a {n3}), prometido sobre visto {n4} → {n5}',
  'hazards kept: {change} with them, sales promised for each one seen {n1} → {n2}':
    'riesgos incluidos: {change} con ellos, ventas prometidas por cada una vista {n1} → {n2}',
  'hazards left out: {change} with them, sales promised for each one seen {n1} → {n2}':
    'riesgos excluidos: {change} con ellos, ventas prometidas por cada una vista {n1} → {n2}',
  'judged on {n1} leads answered since champion {n2} learned':
    'juzgado con {n1} clientes resueltos desde que aprendió la versión {n2}',
  'recipes compared, both learning from the same older leads: champion {n} itself knew most answers of the newest':
    'se comparan recetas que aprenden de los mismos clientes antiguos: la versión {n} ya conocía casi todas las respuestas de los más nuevos',
  'its recipe stands': 'su receta se mantiene',
  '{n1} outcomes are newer, {n2} more are needed to learn again':
    '{n1} resultados son más nuevos, faltan {n2} para aprender de nuevo',
  'not learned again from {n} newer outcomes: {why}':
    'no se aprende de nuevo con {n} resultados más nuevos: {why}',
  'the same recipe, learned again with {n} newer outcomes':
    'la misma receta, aprendida de nuevo con {n} resultados más nuevos',
  'on the newest leads it promises {n1} sales for each one seen (log-loss {n2})':
    'en los clientes más nuevos promete {n1} ventas por cada una vista (log-loss {n2})',
  'the challenger was turned down: {why}': 'la aspirante fue rechazada: {why}',
  'too few leads were answered since to compare the two':
    'desde entonces se resolvieron muy pocos clientes para comparar las dos',
  'on {n1} leads answered since, learned again from what champion {n2} knew it saves {n3} log-loss (90 % {n4}..{n5})':
    'en {n1} clientes resueltos desde entonces, aprendida de lo que sabía la versión {n2} ahorra {n3} de log-loss (90 % de {n4} a {n5})',
  'on {n1} leads answered since, learned again from what champion {n2} knew: {change}':
    'en {n1} clientes resueltos desde entonces, aprendida de lo que sabía la versión {n2}: {change}',
  '{family} qualified among {n} families by log-loss on the part before the newest ({list})':
    '{family} se clasificó entre {n} familias por log-loss en la parte anterior a la más nueva ({list})',
  'not enough outcomes to learn from: {rest}': 'aún faltan resultados de los que aprender: {rest}',
  'not enough outcomes in each stretch of time: {rest}':
    'faltan resultados en cada tramo de tiempo: {rest}',
  '{n1} won leads known, {n2} needed': '{n1} vendidos conocidos, hacen falta {n2}',
  '{n1} lost leads known, {n2} needed': '{n1} perdidos conocidos, hacen falta {n2}',
  '{rest}. Connect a CRM with its history or import past leads with outcomes.':
    '{rest}. Conecte un CRM con su historial o importe clientes pasados con su resultado.',
  '{n1} won leads in the {part} part, {n2} needed':
    '{n1} vendidos en la parte {part}, hacen falta {n2}',
  '{n1} lost leads in the {part} part, {n2} needed':
    '{n1} perdidos en la parte {part}, hacen falta {n2}',
  '{rest}. Older history, or some more weeks, would help.':
    '{rest}. Ayudaría más historial, o unas semanas más.',
  'accepted by an admin: {reason}': 'aceptada por un admin: {reason}',
  'held for an admin: {rest}': 'retenida para un admin: {rest}',
  'on the newest leads it puts a won lead above another {n1} times in 100 (AUC {n2}, above {n3}). Either a feature knows the outcome, or your leads are easy to tell: look through what the label court questions, then accept the run or refuse the feature':
    'en los clientes más nuevos pone a un vendido por encima de otro {n1} de cada 100 veces (AUC {n2}, más de {n3}). O un dato conoce el resultado, o sus clientes son fáciles de distinguir: revise lo que cuestiona el tribunal de etiquetas y acepte el entrenamiento o rechace el dato',
  'failed: {why}': 'falló: {why}',

  'It tells how likely a lead is to buy, not what a call would change: whoever is called more may buy more.':
    'Dice qué probable es que un cliente compre, no qué cambiaría una llamada: a quien se llama más puede comprar más.',
  'Figures are of leads it had not learned from; it then learned once more from all {n} leads, those included.':
    'Las cifras son de clientes de los que no aprendió; después aprendió otra vez de los {n}, incluidos esos.',
  "{n1} leads are younger than {n2} days and without an answer: they count through the others' weights.":
    '{n1} clientes tienen menos de {n2} días y siguen sin resultado: cuentan a través del peso de los demás.',
  'Only {n} leads of the newest holdout were won: every figure here is wide.':
    'Solo {n} clientes de la prueba más nueva compraron: toda cifra aquí es amplia.',
  'It learned from {n} features the label court questions ({list}): if somebody fills them late, figures flatter it.':
    'Aprendió de {n} datos que el tribunal de etiquetas cuestiona ({list}): si alguien los rellena tarde, las cifras lo favorecen.',
  'It learned from what the label court questions ({list}): if somebody fills that late, figures flatter it.':
    'Aprendió de lo que el tribunal de etiquetas cuestiona ({list}): si alguien lo rellena tarde, las cifras lo favorecen.',
  'Where the source is "{name}", its promises miss what was seen by more than chance.':
    'Donde el origen es "{name}", sus promesas fallan más de lo que explica el azar.',
  'Where the rooftop is "{name}", its promises miss what was seen by more than chance.':
    'Donde la tienda es "{name}", sus promesas fallan más de lo que explica el azar.',
  'Where the first message is "{name}", its promises miss what was seen by more than chance.':
    'Donde el primer mensaje es "{name}", sus promesas fallan más de lo que explica el azar.',
  'Its promises miss what was seen for source "{name}" beyond chance.':
    'Sus promesas fallan para el origen "{name}" más de lo que explica el azar.',
  'Its promises miss what was seen for rooftop "{name}" beyond chance.':
    'Sus promesas fallan para la tienda "{name}" más de lo que explica el azar.',
  'Its promises miss what was seen for intent "{name}" beyond chance.':
    'Sus promesas fallan para el primer mensaje "{name}" más de lo que explica el azar.',
};
