import type { Checked } from './evidenceFile.ts'

/** How far a file was checked for what could say who a child is, for lists and exports. */
export const CHECK_WORDS = {
  not_checked: 'Not checked yet: it was added before files were checked',
  waiting: 'Waiting to be checked',
  clear: 'Checked, nothing found',
  unreadable: 'Could not be read',
  held_back: 'Held back',
  explained: 'Explained by the establishment',
} as const

/** The state of a file with what was said to it: what was found is held back until someone has explained it. */
export const checkCode = ({ checkState, explanation }: Pick<Checked, 'checkState' | 'explanation'>): keyof typeof CHECK_WORDS =>
  checkState === 'found' ? (explanation === null ? 'held_back' : 'explained') : checkState
