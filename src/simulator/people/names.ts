/** Invented people: first and last names are drawn apart, so no pair is meant as anybody. */
export const FIRST_NAMES: readonly string[] = (
  'Avery Jordan Casey Riley Morgan Taylor Jamie Quinn Rowan Sasha Emery Hayden Parker Reese Skyler ' +
  'Dana Robin Marco Elena Diego Lucia Mateo Sofia Andre Keisha Jamal Imani Wei Mei Hiro Yuki Arjun ' +
  'Anika Omar Layla Yusuf Fatima Ivan Katya Pavel Zofia Lars Ingrid Finn Maeve Ciara Declan Noah ' +
  'Emma Liam Olivia Ethan Ava Lucas Mia Henry Grace Oscar Ruby Felix Hazel Miles Ivy Jonah Nadia'
).split(' ');

export const LAST_NAMES: readonly string[] = (
  'Rivera Walsh Okafor Bennett Castillo Nguyen Patel Kowalski Sorensen Brooks Delgado Fischer ' +
  'Hassan Ito Jimenez Kaplan Larkin Mbeki Novak Ortega Petrov Quigley Romano Schwartz Tanaka Ueda ' +
  'Vargas Whitfield Xu Yamada Zielinski Abbott Barnes Chandler Dalton Ellison Foster Grady Hobbs ' +
  'Ingram Jarvis Keller Lowell Mercer Nash Oakley Pruitt Ramsey Sutton Thorne Underwood Vance ' +
  'Weaver Yates Ashby Bowers Crane Drummond Easton Farrow Gentry Holloway'
).split(' ');

/** What real name fields also hold; each must survive the whole way to the desk and back. */
export const UNUSUAL_NAMES: readonly (readonly [first: string, last: string])[] = [
  ['Zoë', 'Müller-Łukasiewicz'],
  ['José Ángel', 'Núñez Ibáñez'],
  ['Søren', 'Ångström-Ødegård'],
  ['ليلى', 'حداد'],
  ['דניאל', 'לוי-כהן'],
  ['美咲', '高橋'],
  ['Nguyễn', 'Thị Ánh Tuyết'],
  ['DeShawn 🚗', 'Carter 🔥'],
  ['👩🏽‍🔧', 'Truck Mom'],
  ["D'Arcy", "O'Shaughnessy-Fitzwilliam"],
  ['Maximiliana Alexandrina Bartholomea', 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh'],
  ['X', 'Æ'],
  ['marketplace', 'user'],
  ['', 'Null'],
];
