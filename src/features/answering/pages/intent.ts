import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import type { SectionDesk } from './sectionDesk.ts'

/** What the person wants next. Of one thing its key, or the number of a file. */
export type Intent = { kind: 'continue' | 'later' | 'stay' | (typeof WHOLE)[number] } | { kind: (typeof OF_ONE)[number]; key: string }

/** Buttons that lead from the form of a section to another page, which it saves first: a link would lose what was typed, without scripts. */
const WHOLE = ['lastYear', 'file', 'lastActions', 'documents'] as const
const OF_ONE = ['list', 'ask', 'versions', 'section', 'change'] as const

const isOneOf = <Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind => kinds.some(one => one === kind)

export function intentOf(body: Body): Intent {
  const intent = typed(body, 'intent')
  const [, kind = '', key = ''] = /^([a-z]+):([a-z][a-z0-9_-]{0,99}|[1-9][0-9]{0,17})$/.exec(intent) ?? []
  if (isOneOf(OF_ONE, kind)) return { kind, key }
  if (intent === 'stay' || /^(upload|again|again-file):/.test(intent)) return { kind: 'stay' }
  return { kind: intent === 'later' || isOneOf(WHOLE, intent) ? intent : 'continue' }
}

/** Another page to which a form leads once it is saved. @returns undefined where it goes on as a form does */
export function pageAfter(intent: Intent, sectionKey: string, desk: SectionDesk): string | undefined {
  const saved = `saved=${sectionKey}`
  switch (intent.kind) {
    case 'list':
      return `${desk.list(sectionKey, intent.key)}?${saved}`
    case 'versions':
      return `${desk.versions(intent.key)}?${saved}`
    case 'section':
      return `${desk.section(intent.key)}?${saved}`
    case 'documents':
      return `${desk.documents.href}?${saved}`
    case 'ask':
      return `/return/requests/questions/${intent.key}?${saved}`
    case 'change':
      return `/return/evidence/${intent.key}/change?${saved}`
    case 'lastYear':
      return `/return/last-year/${sectionKey}?${saved}`
    case 'lastActions':
      return `/return/last-year-actions?${saved}`
    case 'file':
      return `/return/evidence/new?section=${sectionKey}&${saved}`
    default:
      return undefined
  }
}
