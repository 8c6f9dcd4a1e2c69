import type { problems as english } from '../en/problems';

export const problems: typeof english = {
  problems: {
    NO_DRIFT_REFERENCE: 'La deriva se podrá medir cuando el modelo se haya entrenado de nuevo.',
    SETTINGS_CLASH:
      'Tibio tiene que empezar por debajo de caliente, y las horas acabar después de empezar. No se cambió nada.',
    CURRENT_PASSWORD_WRONG: 'Esta no es su contraseña actual. No se cambió nada.',
    SECOND_FACTOR_WRONG:
      'Este no es un código de ahora. Mire otra vez la aplicación; el reloj del teléfono debe ir bien.',
    UNREACHABLE:
      'No se puede llegar al servidor. No se perdió nada; revise la conexión e intente de nuevo.',
    UNFORESEEN: 'Algo falló de nuestro lado. No se perdió nada; intente de nuevo en un minuto.',
    SIGN_IN_REFUSED:
      'El correo y la contraseña no corresponden a una cuenta, o está bloqueada por unos minutos.',
    UNAUTHENTICATED: 'Su sesión terminó. Entre de nuevo.',
    LEAD_NOT_FOUND: 'Este cliente ya no está en esta sucursal. Elija otro de la lista.',
    DEALERSHIP_MISSING: 'Primero elija una sucursal.',
    DEALERSHIP_NOT_FOUND: 'Esta sucursal no es una de las suyas. Elija otra.',
    SCOPE_MISSING: 'Su función no permite hacer esto. Pregunte a un administrador.',
    TOO_MANY_REQUESTS: 'Demasiadas peticiones. Espere un minuto e intente de nuevo.',
    TOO_MANY_VIEWS: 'Ya tiene tantas vistas guardadas como caben. Quite una primero.',
    SAVED_VIEW_NOT_FOUND: 'Esta vista ya no existe. Cargue la página de nuevo.',
    PAGE_BROKE:
      'No se pudo mostrar esta página. No se perdió nada; cárguela de nuevo. Si pasa dos veces, avise a un administrador.',
  },
  forbidden: {
    title: 'Esta página no es para su función',
    text: 'Nada está roto. Alguien con cuenta de administrador puede mostrársela o cambiar su función.',
    button: 'Ir a Llamar ahora',
  },
  notFound: {
    title: 'No hay página en esta dirección',
    text: 'El enlace puede ser viejo o tener un error. No se perdió nada.',
    button: 'Ir a Llamar ahora',
  },
};
