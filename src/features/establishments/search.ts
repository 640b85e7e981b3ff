import { roleHolds } from '../accounts/index.ts'
import type { StaffActor } from '../history/index.ts'

/** What somebody looks for. `people`: whether contacts are looked through too, by name, address and number. */
export type Search = { words: string; people: boolean }

/** Beside every box: the same is found in every list. */
export const SEARCH_HINT = 'Name, URN, DfE number, postcode, town, or a contact’s name or address'

/** What a member of staff looks for: contacts are found by those who may see them. */
export const searchOf = ({ role }: Pick<StaffActor, 'role'>, words: string): Search => ({
  words: words.trim(),
  people: roleHolds(role, 'register.view'),
})
