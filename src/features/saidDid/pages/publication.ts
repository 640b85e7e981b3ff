import { component } from '../../../platform/http/templates.ts'
import type { Publishable } from '../../publications/index.ts'
import { saidDidHref } from '../paths.ts'
import { draftSaidDid } from '../publicationActions.ts'
import { publishedView } from './publishedView.ts'

/** How themes and answers are published. */
export const saidDidPublication: Publishable = {
  async draft(db, round) {
    const { shown, ...draft } = await draftSaidDid(db, round)
    return { ...draft, html: component('saidDid/published', publishedView(shown)) }
  },
  backTo: ({ id }) => ({ text: 'Back to the themes and answers', href: saidDidHref(id) }),
}
