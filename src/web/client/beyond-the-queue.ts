import './styles-beyond';
import { learnEnglish } from './words';
import { enBeyond } from './words/en-beyond';

// What every page but the first needs besides its own code: fetched once, with the first of them.
learnEnglish(enBeyond);
