import type { Id } from '../../platform/id.ts'
import type { RollUp } from './rollUp.ts'
import type { ScaleValue } from './scale.ts'

/** A list of standards with the scale on which they are rated. */
export type StandardSet = {
  id: Id<'set'>
  partnershipId: Id<'partnership'>
  title: string
  introduction: string
  scale: ScaleValue[]
  rollUp: RollUp
  /** Whether each agency sees the ratings of the others by its link. */
  shared: boolean
  changedBy: string
  changedAt: Date
  /** Since when nobody is asked to rate it any more. */
  removedAt: Date | null
  removedBy: string
  version: number
}

export type Standard = {
  id: Id<'standard'>
  setId: Id<'set'>
  code: string
  title: string
  text: string
  position: number
  version: number
}

/** One time that the standards are rated. Its scale is that of the day on which it began. */
export type Exercise = {
  id: Id<'exercise'>
  partnershipId: Id<'partnership'>
  setId: Id<'set'>
  setTitle: string
  introduction: string
  title: string
  dueAt: Date
  status: 'open' | 'closed'
  scale: ScaleValue[]
  rollUp: RollUp
  shared: boolean
  startedBy: string
  startedAt: Date
  closedAt: Date | null
  version: number
}

/** A standard as it was worded when the exercise began. */
export type ExerciseStandard = Pick<Standard, 'id' | 'code' | 'title' | 'text'>

/** Somebody who rates: a body, with the person who is written to. */
export type Agency = { id: Id<'agency'>; name: string; contactName: string; contactEmail: string }

/** What an agency says of a standard; of no agency is the rating that staff agreed. Without a value it does not apply, for the reason. */
export type Rating = {
  standardId: Id<'standard'>
  agencyId: Id<'agency'> | null
  value: string | null
  reason: string
  evidence: string
  comment: string
  byName: string
  /** Where staff had it from who entered it; null where the agency rated itself. */
  enteredFrom: string | null
  at: Date
  version: number
}

/** "1.2 Leadership": a standard as it is named in lists. */
export const nameOf = ({ code, title }: Pick<Standard, 'code' | 'title'>): string => (code === '' ? title : `${code} ${title}`)
