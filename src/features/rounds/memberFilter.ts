import type { Id } from '../../platform/id.ts'
import type { SetCode } from '../questionnaires/index.ts'

/** What the list of a round's establishments may be narrowed by. Blank means anything. */
export type MemberFilter = { search: string; type: string; phase: string; la: string; set: SetCode; contact: 'with' | 'without' | '' }

export const NO_FILTER: MemberFilter = { search: '', type: '', phase: '', la: '', set: '', contact: '' }

export type Place = 'in' | 'out'

/** Those ticked in a list, or all that a filter matches. */
export type Selection = { ids: readonly Id<'establishment'>[] } | { filter: MemberFilter }
