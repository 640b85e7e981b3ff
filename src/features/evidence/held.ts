import { checkCode, type Checked } from '../returnPages/index.ts'
import { refuse } from './refusals.ts'
import type { StoredEvidence } from './store.ts'

/** Whether a file is kept from the partnership: a child could be recognised in it, and nobody has said that it is right to send. */
export const isHeld = (file: Pick<Checked, 'checkState' | 'explanation'>): boolean => checkCode(file) === 'held_back'

/** Whether the partnership may open a file: what is still to be read may be held back in a minute. */
export const opensToPartnership = (file: Pick<Checked, 'checkState' | 'explanation'>): boolean =>
  file.checkState !== 'waiting' && !isHeld(file)

declare const openable: unique symbol
/** A file of which it was asked whether the one who wants it may open it: nothing else can be sent, shown or drawn. */
export type OpenableEvidence = StoredEvidence & { readonly [openable]: true }

/** @throws Refusal (conflict) when the partnership may not open it */
export function openToPartnership(file: StoredEvidence): OpenableEvidence {
  if (isHeld(file)) throw refuse.heldBack()
  if (!opensToPartnership(file)) throw refuse.notReadYet()
  return file as OpenableEvidence
}

/** Whoever sent a file sees it, whatever is in it. */
export const openToOwner = (file: StoredEvidence): OpenableEvidence => file as OpenableEvidence
