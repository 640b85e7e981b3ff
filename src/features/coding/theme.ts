import type { Id } from '../../platform/id.ts'

/** What staff write of a theme: its name, and what belongs to it. */
export type ThemeText = { name: string; meaning: string }

/** A theme of the comments of a round. */
export type CommentTheme = ThemeText & {
  id: Id<'commentTheme'>
  roundId: Id<'round'>
  changedBy: string
  changedAt: Date
  version: number
}

/** As many as a round can have: more than that is no longer a coding, but an index. */
export const MOST_THEMES = 200

/** Names are the same whatever their capitals and spaces. */
export const sameName = (one: string, other: string): boolean => foldName(one) === foldName(other)
const foldName = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** A comment as a page showed it: what is done to another version of it is done to nothing. */
export type SeenComment = { id: Id<'comment'>; version: number }
