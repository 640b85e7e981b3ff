import type { Db } from '../../platform/db.ts'
import type { Round } from '../rounds/index.ts'
import type { PublicationKind } from './publication.ts'

/** What one feature would publish of a round as it stands now. */
export type Draft = {
  /** All that the page says, as data: nothing else is drawn. */
  content: unknown
  html: string
  /** What leaves the office with it, a sentence each, for whoever publishes. */
  leaves: readonly string[]
  /** What they should look at before. */
  doubts: readonly string[]
  /** Why it cannot be published yet; blank when it can. */
  lacks: string
}

/** How a feature takes part: what it would publish, and its own page. */
export type Publishable = {
  draft: (db: Db, round: Round) => Promise<Draft>
  backTo: (round: Pick<Round, 'id'>) => { text: string; href: string }
}

/** Every kind with the feature that makes it, as `src/routes.ts` puts them together. */
export type Publishables = Readonly<Record<PublicationKind, Publishable>>
