import type { Db } from '../../../platform/db.ts'
import { component } from '../../../platform/http/templates.ts'
import { sayCount } from '../../../platform/say.ts'
import type { Publishable } from '../../publications/index.ts'
import type { Round } from '../../rounds/index.ts'
import { draftFindings } from '../publicationActions.ts'
import type { PublishedFindings } from '../published.ts'
import { publishedView } from './publishedView.ts'
import { findingsHref } from './visible.ts'

/** The returns statement of a round as it may be published, from the feature that draws it up. */
export type StatementOf = (db: Db, round: Round, threshold: number) => Promise<PublishedFindings['statement']>

/** How the findings of a round are published. */
export const findingsPublication = (statementOf: StatementOf): Publishable => ({
  async draft(db, round) {
    const { content: said, ...draft } = await draftFindings(db, round)
    const statement = await statementOf(db, round, said.threshold)
    const content = { ...said, statement }
    const leaves = [...draft.leaves, sayStatement(statement)]
    return { ...draft, leaves, content, html: component('findings/published', publishedView(content)) }
  },
  backTo: ({ id }) => ({ text: 'Back to the findings', href: findingsHref(id) }),
})

/** Its lines say of nobody what they answered, and are not covered. */
const sayStatement = ({ lines, sum }: PublishedFindings['statement']): string =>
  `Where the returns of the ${sayCount(sum, 'establishment')} that were issued the audit stand: ${sayCount(lines.length, 'line')} with their sum. Small numbers among them are not covered.`
