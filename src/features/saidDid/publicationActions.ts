import type { Db } from '../../platform/db.ts'
import { component } from '../../platform/http/templates.ts'
import type { Draft, Publishable } from '../publications/index.ts'
import type { Round } from '../rounds/index.ts'
import { saidDidOf } from './content.ts'
import { numbersOf } from './numberActions.ts'
import { publishedView } from './pages/publishedView.ts'
import { themesOf } from './themeStore.ts'
import { saidDidHref } from './paths.ts'

/** How themes and answers are published. */
export const saidDidPublication: Publishable = {
  draft,
  backTo: ({ id }) => ({ text: 'Back to the themes and answers', href: saidDidHref(id) }),
}

async function draft(db: Db, { partnershipId, id: roundId }: Round): Promise<Draft> {
  const themes = await themesOf(db, partnershipId, roundId)
  const numbers = await numbersOf(db, partnershipId, roundId)
  const content = saidDidOf(themes, new Map(numbers.map(({ findingId, sentence }) => [findingId, sentence])))
  return {
    content,
    html: component('saidDid/published', publishedView(content)),
    leaves: [],
    doubts: [],
    lacks: themes.length === 0 ? 'There is no theme yet.' : '',
  }
}
