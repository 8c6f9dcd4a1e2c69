/** What the server says of other systems: checks of a connection, what was sent, what waits, what was refused. */
export const saidOfSystems = {
  'A browser': 'Un navegador',
  'A browser on {system}': 'Un navegador en {system}',
  'Edge on {system}': 'Edge en {system}',
  'Opera on {system}': 'Opera en {system}',
  'Samsung Internet on {system}': 'Samsung Internet en {system}',
  'Firefox on {system}': 'Firefox en {system}',
  'Chrome on {system}': 'Chrome en {system}',
  'Safari on {system}': 'Safari en {system}',
  '{n} on the first page': '{n} en la primera página',
  'will {method} {path}; shown to work by the first score':
    'hará {method} {path}; la primera puntuación mostrará si funciona',
  'shows the same time as ours': 'muestra la misma hora que el nuestro',
  'is {n} s ahead of ours': 'va {n} s por delante del nuestro',
  'is {n} s behind ours': 'va {n} s por detrás del nuestro',
  'Have the clock of this server, or of the CRM, set by a time service.':
    'Haga que un servicio de hora ajuste el reloj de este servidor, o el del CRM.',
  '{n} calls are left': 'quedan {n} llamadas',
  '{n1} calls are left of {n2}': 'quedan {n1} llamadas de {n2}',
  '{n} calls are left of these five minutes, of one server':
    'quedan {n} llamadas en estos cinco minutos, de un servidor',
  'Find out who else uses the calls up, or sync less often.':
    'Averigüe quién más gasta las llamadas, o sincronice menos a menudo.',
  'Leads posted as JSON': 'Clientes enviados como JSON',
  'Leads posted as ADF': 'Clientes enviados como ADF',
  'every one has an id': 'todos tienen id',
  '{n1} of {n2} have no id': '{n1} de {n2} no tienen id',
  'Check where the id of a {kind} is read from.': 'Revise de dónde se lee el id ({kind}).',
  lead: 'cliente',
  customer: 'comprador',
  vehicle: 'vehículo',
  activity: 'actividad',
  'not mapped: {list}': 'sin significado: {list}',
  'Add them to statuses in the settings.': 'Añádalos a statuses en los ajustes.',
  '{n} seen, each with a meaning': '{n} vistos, cada uno con significado',
  '{n1} of {n2} have no meaning yet; leads with them wait in quarantine':
    '{n1} de {n2} aún no tienen significado; sus clientes esperan en cuarentena',
  'Say what each of them means. Leads that wait for it are then taken in.':
    'Diga qué significa cada uno. Los clientes que esperan entran entonces.',
  'none on the first page': 'ninguno en la primera página',
  '{where}; the first score shows the permission':
    '{where}; la primera puntuación mostrará si hay permiso',
  'Check the address, and whether the CRM is up; then probe again.':
    'Revise la dirección y si el CRM está en marcha; luego compruebe otra vez.',
  'Check the secrets of this connection, and what the CRM permits them.':
    'Revise los secretos de esta conexión y qué les permite el CRM.',
  'Use a public https address, or have the operator allow the host.':
    'Use una dirección https pública, o pida al operador que permita el servidor.',
  "Compare path, items and fields in the settings with the CRM's documentation.":
    'Compare path, items y fields de los ajustes con la documentación del CRM.',
  'Reads ADF documents and mails.': 'Lee documentos ADF y correos.',
  'Reads forwarded leads, posted or mailed.': 'Lee clientes reenviados, por web o por correo.',
  'Scores cannot be sent.': 'No se pueden enviar puntuaciones.',
  'no keys': 'sin claves',
  'no write path': 'sin ruta de escritura',
  'a channel is open': 'hay un canal abierto',
  'nowhere named to write to': 'no se indicó dónde escribir',
  'comments are not wanted': 'no se quieren comentarios',
  'no property named to write to': 'no se indicó en qué propiedad escribir',
  'no field named to write to': 'no se indicó en qué campo escribir',
  'no table named to write to': 'no se indicó en qué tabla escribir',
  'nothing is written to leads': 'no se escribe nada en los clientes',
  'Meta has no field for them': 'Meta no tiene campo para ellas',

  '{where} answered {n}.': '{where} respondió {n}.',
  '{where} answered {n}: it refuses our credentials.':
    '{where} respondió {n}: rechaza nuestras credenciales.',
  '{where} answered {n}, a redirect. Redirects are not followed: set the final address.':
    '{where} respondió {n}, una redirección. No se siguen: indique la dirección final.',
  "{where} answered {n}. Check the path and the fields in the connection's settings.":
    '{where} respondió {n}. Revise la ruta y los campos en los ajustes de la conexión.',
  '{where} answered {kind} where JSON was expected.':
    '{where} respondió {kind} donde se esperaba JSON.',
  '{where} answered more than {n} bytes. Ask for smaller pages.':
    '{where} respondió más de {n} bytes. Pida páginas más pequeñas.',
  '{where} broke off: {why}.': '{where} se cortó: {why}.',
  '{where} answered no access_token.': '{where} no devolvió access_token.',
  '{where} refuses our client credentials.': '{where} rechaza nuestras credenciales de cliente.',
  '{where} is inside a private network. Use a public address, or have the operator allow this host.':
    '{where} está en una red privada. Use una dirección pública, o pida al operador que la permita.',
  '{where} is not https. Use https, or have the operator allow this host.':
    '{where} no es https. Use https, o pida al operador que la permita.',
  'answered {n}': 'respondió {n}',
  'answered {n}; redirects are not followed': 'respondió {n}; no se siguen redirecciones',

  'its lead is not stored': 'su cliente no está guardado',
  'Nothing, if the lead is still to come; else send the lead, or discard this activity.':
    'Nada, si el cliente aún está por llegar; si no, envíelo o descarte esta actividad.',
  'lies in the future': 'está en el futuro',
  "Check the sending system's clock and time zone.":
    'Revise el reloj y la zona horaria del sistema que envía.',
  'unknown status': 'estado desconocido',
  'Add "{status}" to the connection\'s statuses, then replay.':
    'Añada "{status}" a los estados de la conexión y repita.',
  "Add this status to the connection's statuses, then replay.":
    'Añada este estado a los de la conexión y repita.',
  'a placeholder date': 'una fecha de relleno',
  'a placeholder, not a number': 'un relleno, no un número',
  'a placeholder, not an address': 'un relleno, no una dirección',
  'a placeholder, not a price': 'un relleno, no un precio',
  'an e-mail address stands in a phone field': 'hay un correo en un campo de teléfono',
  'check digit does not add up': 'el dígito de control no cuadra',
  'identifier is too long': 'el identificador es demasiado largo',
  'not 17 letters and digits without I, O and Q': 'no son 17 letras y cifras sin I, O ni Q',
  'not a dialable number': 'no es un número marcable',
  'outside what a vehicle runs': 'fuera de lo que recorre un vehículo',
  'outside what a vehicle costs': 'fuera de lo que cuesta un vehículo',
  'not an odometer reading': 'no es un kilometraje',
  'not an amount of money': 'no es un importe',
  'not a model year': 'no es un año de modelo',
  'not an instant': 'no es un momento',
  'not an e-mail address': 'no es un correo',
  'unknown kind of record': 'tipo de registro desconocido',
  unreadable: 'ilegible',
  'Send it again.': 'Envíelo de nuevo.',
  'Send when the lead arrived, as an ISO 8601 instant.':
    'Envíe cuándo llegó el cliente, como momento ISO 8601.',
  'Send when it happened, as an ISO 8601 instant.': 'Envíe cuándo ocurrió, como momento ISO 8601.',
  'Send one address of the form name@domain.': 'Envíe una dirección del tipo nombre@dominio.',
  "Send the {kind}'s own identifier in the CRM.": 'Envíe su identificador en el CRM ({kind}).',
  'Send the identifier of the lead it belongs to.':
    'Envíe el identificador del cliente al que pertenece.',
  'Send the number with its area code, best in E.164 (+12125550100).':
    'Envíe el número con su código de área, mejor en E.164 (+12125550100).',
  'Leave the field empty when no number is known.':
    'Deje el campo vacío si no se conoce el número.',
  'Leave the field empty when no address is known.':
    'Deje el campo vacío si no se conoce la dirección.',
  'Leave the field empty when the time is not known.':
    'Deje el campo vacío si no se conoce el momento.',
  'Find out who sends it; replay it once a dialect can read it.':
    'Averigüe quién lo envía; repítalo cuando un dialecto sepa leerlo.',

  '{subject} cannot be used:': '{subject} no se puede usar:',
  'There is nothing at this address with this method. GET /docs lists what there is.':
    'No hay nada en esta dirección con este método. GET /docs lista lo que hay.',
  'A sync of {name} is running. It will bring what you are waiting for; ask again when it is done.':
    'Ya corre una sincronización de {name}. Traerá lo que espera; pídala otra vez cuando acabe.',
  'Connection {name} only takes what is posted to it; there is nothing to pull.':
    'La conexión {name} solo recibe lo que se le envía; no hay nada que traer.',
  'Connection {name} is paused. Resume it with POST {path}.':
    'La conexión {name} está en pausa. Reanúdela.',
  'The key {key} is taken: {by}. Choose another one.': 'La clave {key} está ocupada. Elija otra.',
  'Connection {key} is written down in the settings file: change it there and start again. It can be paused here.':
    'La conexión {key} está en el archivo de ajustes: cámbiela allí y reinicie. Aquí se puede pausar.',
  'This needs the scope {scopes}. Ask an admin for a key or a role that has it.':
    'Esto requiere el permiso {scopes}. Pida a un admin una clave o un rol que lo tenga.',
  'This tells of the whole store; a salesperson sees their own leads. Ask a manager.':
    'Esto trata de toda la tienda; un vendedor ve sus propios clientes. Pregunte a un gerente.',
  'Choose {n} characters or more that nobody would try first: three words will do.':
    'Elija {n} caracteres o más que nadie probaría primero: tres palabras bastan.',
  'There is nothing to confirm. Start with POST {path}.':
    'No hay nada que confirmar. Empiece de nuevo.',
  'The sign-in provider did not vouch for an account here. Try again, or ask an admin.':
    'El proveedor no reconoce una cuenta aquí. Inténtelo otra vez, o pregunte a un admin.',
  'There is no such session of yours; it may have ended.': 'No hay tal sesión suya; quizá terminó.',
  'There is an account with this e-mail already. Change that one, or take another e-mail.':
    'Ya hay una cuenta con este correo. Cambie esa, o use otro correo.',
  'Nobody changes their own role or rooftops, or leaves by themselves. Ask another admin.':
    'Nadie cambia su propio rol o tiendas, ni se da de baja. Pida a otro admin.',
  'This link was used, replaced or is too old. Ask an admin for a new one.':
    'Este enlace ya se usó, se reemplazó o caducó. Pida otro a un admin.',
  'No earlier version has ever been champion, so there is nothing to roll back to.':
    'Ninguna versión anterior estuvo en servicio; no hay a cuál volver.',
  'No model serves this group yet. POST /v1/training-runs once outcomes are known.':
    'Aún no hay modelo en servicio. Entrene cuando se conozcan resultados.',
  'Model version {n} is the champion already.': 'La versión {n} ya está en servicio.',
  'The champion serves the whole group: only an admin of the group may change it.':
    'El modelo sirve a todo el grupo: solo un admin del grupo puede cambiarlo.',
  'Lead {id} is {outcome} and is not scored any more. Its past scores stay readable.':
    'Este cliente está cerrado y ya no se puntúa. Sus puntuaciones pasadas siguen visibles.',
  'A lead that is {from} cannot become {to}; it can become {list}.':
    'Este cliente no puede pasar a ese estado. Cargue la página de nuevo.',
  'url: give a full address without credentials in it, such as {example}.':
    'Dirección: dé una completa, sin credenciales, como {example}.',
  'A dealership has at most {n} webhook endpoints. Remove one first.':
    'Una tienda tiene como mucho {n} webhooks. Quite uno primero.',
  'A newer score of the same lead has taken the place of delivery {id}.':
    'Una puntuación más nueva del mismo cliente reemplazó este envío.',
  'Training run {id} is {state}; only a run that is held waits to be accepted.':
    'Ese entrenamiento ya no espera ser aceptado.',
  'That instant lies in the future. Send when it happened, with its offset from UTC.':
    'Ese momento está en el futuro. Envíe cuándo ocurrió, con su zona.',
};
