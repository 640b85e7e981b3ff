/** Why the program or a command cannot begin, said to the operator as it stands: no stack, for nothing in the code is at fault. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}
