import { randomUUID } from 'node:crypto'
import type { DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import { KIND_WORDS } from '../../messages/index.ts'
import type { Kept } from '../keptActions.ts'
import { WHY_NOT, type WhyNot } from '../stillHolds.ts'

const DAY = 24 * 60 * 60 * 1000
const AGES = [
  { days: 1, words: 'In the last day' },
  { days: 7, words: 'In the last week' },
  { days: 31, words: 'In the last month' },
  { days: Infinity, words: 'More than a month ago' },
] as const

/** @param canSend whether mail leaves, and the person may send it */
export function keptView(kept: readonly Kept[], now: Date, canSend: boolean): ViewModel {
  const ready = kept.filter(({ whyNot }) => whyNot === null).length
  return {
    title: 'Messages that were kept',
    layout: 'staff',
    breadcrumbs: [{ text: 'Mail', href: '/mail' }, { text: 'Messages that were kept' }],
    isEmpty: kept.length === 0,
    empty: { heading: 'Nothing is kept', action: { text: 'Go to the mail', href: '/mail' } },
    line: `${sayCount(kept.length, 'message was', 'messages were')} written while no email was being sent. ${ready === 0 ? 'None of them can' : `${sayNumber(ready)} of them can still`} be sent.`,
    table: byKindAndAge(kept, now),
    reasons: reasonsOf(kept),
    send: canSend && ready > 0 ? { action: '/mail/kept', key: randomUUID(), button: `Send ${sayCount(ready, 'message')}` } : null,
  }
}

function byKindAndAge(kept: readonly Kept[], now: Date): DataTable {
  const ageOf = ({ writtenAt }: Kept) => AGES.findIndex(({ days }) => now.getTime() - writtenAt.getTime() < days * DAY)
  const groups = [...Map.groupBy(kept, one => `${KIND_WORDS[one.kind]}|${ageOf(one)}`).values()]
  const lines = groups.flatMap(group => (group[0] ? [{ group, words: KIND_WORDS[group[0].kind], age: ageOf(group[0]) }] : []))
  return {
    id: 'kept',
    caption: 'What was kept, by kind and age',
    captionHidden: true,
    columns: [{ text: 'Kind' }, { text: 'Written' }, { text: 'Can be sent', numeric: true }, { text: 'Left out', numeric: true }],
    rows: lines
      .toSorted((a, b) => a.words.localeCompare(b.words, 'en-GB') || a.age - b.age)
      .map(({ group, words, age }) => {
        const ready = group.filter(({ whyNot }) => whyNot === null).length
        return [
          { text: words },
          { text: AGES[age]?.words ?? '' },
          { text: sayNumber(ready), numeric: true },
          { text: sayNumber(group.length - ready) },
        ]
      }),
  }
}

/** "12: the due date has moved since it was written". */
function reasonsOf(kept: readonly Kept[]): string[] {
  const left = Map.groupBy(
    kept.flatMap(({ whyNot }) => (whyNot === null ? [] : [whyNot.why])),
    why => why,
  )
  return (Object.keys(WHY_NOT) as WhyNot[]).flatMap(why => {
    const count = left.get(why)?.length ?? 0
    return count === 0 ? [] : [`${sayNumber(count)}: ${WHY_NOT[why]}`]
  })
}
