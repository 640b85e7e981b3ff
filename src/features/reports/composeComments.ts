import { sayCount, sayNumber } from '../../platform/say.ts'
import type { Facts } from './facts.ts'
import type { Block, Part } from './report.ts'

const INTRODUCTION =
  'People read the comments in the returns and put them into themes. A return can be in several, and not every comment is in one.'

/**
 * What establishments wrote: the themes into which people put it, and the quotations that somebody edited and approved. How many wrote of
 * each is in the whole report alone: a theme goes on growing, and two covered reports beside each other would say who came between.
 */
export function commentParts({ comments: { themes, wrote, completed, quotations }, audience }: Facts): Part[] {
  if (themes.length === 0) return []
  const blocks: Block[] =
    audience === 'whole'
      ? [
          text(
            `${INTRODUCTION} Of the ${sayCount(completed, 'return')} received, ${sayNumber(wrote)} ${wrote === 1 ? 'has' : 'have'} a comment.`,
          ),
          {
            kind: 'table',
            table: {
              caption: 'Themes in comments',
              columns: [{ text: 'Theme' }, { text: 'Returns', numeric: true }],
              rows: themes.map(({ name, returns }) => [name, returns]),
            },
          },
        ]
      : [
          text(`${INTRODUCTION} Those that most returns wrote of come first.`),
          { kind: 'list', items: themes.filter(({ returns }) => returns > 0).map(({ name }) => name) },
        ]
  const quoted = [...Map.groupBy(quotations, ({ theme }) => theme)].map(([about, quotes]): Block => ({
    kind: 'quotes',
    about,
    quotes: quotes.map(({ text: words, who }) => ({ text: words, who })),
  }))
  return [{ id: '', title: 'What establishments wrote', level: 2, blocks: [...blocks, ...quoted] }]
}

const text = (words: string): Block => ({ kind: 'text', text: words })
