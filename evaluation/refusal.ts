// What stops an evaluation and can be mended by who started it: shown as it is, without a stack.
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
