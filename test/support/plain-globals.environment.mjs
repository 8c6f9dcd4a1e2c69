import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest's environment for Node, in a context whose globals are plain ones. Jest's own are looked up
 * through a proxy, each `Math` of a hot loop anew, which makes learning in tests several times slower
 * than in the product.
 */
export default class PlainGlobalsEnvironment extends TestEnvironment {
  constructor(...given) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }
}
