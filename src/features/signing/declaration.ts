import type { signatures } from '../returns/index.ts'

/** What a signature says. */
export const DECLARATION: Record<signatures.SignatureRole, string> = {
  head: 'I have read this return. To the best of my knowledge it is true and complete, and no child is named in it or could be recognised from it.',
  chair:
    'I have read this return on behalf of the governing body or board. The governing body or board knows what the return says and will follow up its actions.',
  proprietor: 'I have read this return as proprietor. I know what it says, and will see that its actions are followed up.',
}
