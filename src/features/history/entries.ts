import type { Timeline } from '../../platform/http/components.ts'
import { sayInstant } from '../../platform/london.ts'
import { sayList, sayNumber, capitalised } from '../../platform/say.ts'
import { wordsOf, type Events } from './eventWords.ts'
import type { HistoryLine } from './historyStore.ts'

/** Where a history is read: on a page about one round or one return its name goes without saying. */
export type Within = 'partnership' | 'round' | 'return'

/** What `component('timeline', { items })` draws of a history. @param events every verb with its words */
export function historyEntries(events: Events, lines: readonly HistoryLine[], within: Within = 'partnership'): Timeline['items'] {
  return lines.map(line => ({
    title: sentence(events, line, within),
    by: line.actorKind === 'operator' ? `${line.actorName} (on the server)` : line.actorName,
    when: within === 'partnership' && line.roundName !== null ? `${sayInstant(line.at)}, in ${line.roundName}` : sayInstant(line.at),
    at: line.at.toISOString(),
    ...told(events, line),
    ...(within !== 'return' && line.returnId !== null ? { link: { text: 'Open the return', href: `/returns/${line.returnId}` } } : {}),
  }))
}

/** "Granted an extension to 17 establishments" */
function sentence(events: Events, line: HistoryLine, within: Within): string {
  const words = wordsOf(events, line.verb).did.replace('{establishment}', establishment(line, within))
  return capitalised(words)
}

function establishment({ establishments, names }: HistoryLine, within: Within): string {
  if (within === 'return') return 'this establishment'
  if (establishments > 1) return `${sayNumber(establishments)} establishments`
  return names[0] ?? 'an establishment'
}

/** Of one thing, what the event kept; of many, which they were: what was kept of one of them need not hold for all. */
function told(events: Events, line: HistoryLine): { text?: string; details?: string[] } {
  if (line.establishments > 1) return { text: someOf(line) }
  const [only, ...others] = (wordsOf(events, line.verb).more?.(line.details) ?? []).filter(said => said !== undefined)
  if (only === undefined) return {}
  return others.length === 0 ? { text: only } : { details: [only, ...others] }
}

/** "Ash, Beech, Cedar, Elm, Fir and 12 more" */
function someOf({ establishments, names }: HistoryLine): string {
  const others = establishments - names.length
  const parts = others > 0 ? [...names, `${sayNumber(others)} more`] : names
  return sayList(parts)
}
