/** A thread that ends by an error nobody caught. */
setImmediate(() => {
  throw new RangeError('an invented fault');
});
