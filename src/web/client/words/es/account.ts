import type { account as english } from '../en/account';

export const account: typeof english = {
  code: 'Código',
  codeHint: 'Seis cifras de su aplicación de autenticación, o un código de recuperación.',
  signInWith: (name) => `Entrar con ${name}`,
  singleSignOnRefused:
    'El proveedor no respondió por ninguna cuenta de aquí. Intente de nuevo o pregunte a un administrador.',
  welcome: 'Bienvenido al escritorio',
  welcomeLead: 'Elija una contraseña y el escritorio se abre. Este enlace sirve una sola vez.',
  linkMissing:
    'El enlace está incompleto. Ábralo tal como lo recibió o pida otro a un administrador.',
  password: 'Contraseña',
  currentPassword: 'Contraseña actual',
  changePassword: 'Cambiar la contraseña',
  passwordChanged: 'Cambiada. En los demás sitios se cerró la sesión.',
  newPassword: 'Contraseña nueva',
  newPasswordHint: '10 caracteres o más; tres palabras bastan.',
  begin: 'Abrir el escritorio',
  sessions: 'Dónde tiene la sesión abierta',
  thisOne: 'Este navegador',
  usedAt: (time) => `Usada ${time}`,
  end: 'Cerrar',
  endOf: (client) => `Cerrar la sesión de ${client}`,
  endOthers: 'Cerrar todas las demás',
  factor: 'Segundo factor',
  factorOn: 'Al entrar se pide un código de su aplicación de autenticación.',
  factorOff: 'Con una aplicación de autenticación, una contraseña robada no abre nada.',
  factorStart: 'Configurar una aplicación',
  factorScan: 'Escanéelo con la aplicación de autenticación y escriba abajo un primer código.',
  factorPicture: 'Una imagen para escanear con una aplicación de autenticación',
  factorSecret: 'Si no puede escanear, escriba esto en la aplicación:',
  factorOpen: 'Abrir en una aplicación de este dispositivo',
  factorConfirm: 'Activar',
  factorEnd: 'Desactivar',
  recovery:
    'Guarde estos códigos: cada uno sirve una vez cuando no tenga el teléfono. Se muestran solo ahora.',
};
