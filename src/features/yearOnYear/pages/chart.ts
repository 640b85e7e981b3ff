import { thenAndNow } from '../../../platform/http/charts/thenAndNow.ts'
import type { ChartFigure } from '../../../platform/http/components.ts'
import { sayCount, sayNumber, shortened } from '../../../platform/say.ts'
import { sayShare, saySigned, type Counted, type Difference } from '../difference.ts'
import type { ComparedQuestion, Line } from '../lines.ts'

/** One line with its numbers. */
export type ShownLine = { question: ComparedQuestion; line: Line; then: Counted; now: Counted; difference: Difference | null }

/** How many of the clear differences are drawn: as many as are taken in at a look. */
const SHOWN = 8

/** The largest differences that are more than chance, the largest first; nothing when there is none. */
export function changesChart(lines: readonly ShownLine[], names: { then: string; now: string }): ChartFigure | undefined {
  const held = lines.filter(({ difference }) => difference !== null).length
  const clear = lines
    .flatMap(line => (line.difference?.clear ? [{ ...line, difference: line.difference }] : []))
    .toSorted((one, other) => Math.abs(other.difference.by) - Math.abs(one.difference.by))
  const shown = clear.slice(0, SHOWN)
  if (shown.length === 0) return undefined
  const title = 'What has changed most'
  return {
    id: 'changes',
    heading: title,
    summary: `${sayNumber(clear.length)} of ${sayCount(held, 'share')} changed by more than chance alone could do.${held < 20 ? '' : ` Of so many, chance makes about ${sayNumber(Math.round(held / 20))} look like that.`}`,
    svg: thenAndNow({
      title,
      names: { then: 'The earlier round', now: 'This round' },
      rows: shown.map(({ question, line, then, now }) => ({
        label: shortened(line.rated ? question.name : `${line.answers}: ${question.name}`, 34),
        then: then.n / then.of,
        now: now.n / now.of,
      })),
    }),
    table: {
      id: 'changes-figures',
      caption: title,
      captionHidden: true,
      columns: [
        { text: 'Question' },
        { text: 'Answer' },
        { text: names.then, numeric: true },
        { text: names.now, numeric: true },
        { text: 'Difference', numeric: true },
      ],
      rows: shown.map(({ question, line, then, now, difference }) => [
        { text: question.label },
        { text: line.answers },
        { text: sayShare(then), numeric: true },
        { text: sayShare(now), numeric: true },
        { text: saySigned(difference), numeric: true },
      ]),
    },
  }
}
