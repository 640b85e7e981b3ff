import { sayCount } from '../../platform/say.ts'
import { nameOf, STATE_WORDS } from '../actions/index.ts'
import { publicLeads, sayCounts } from '../saidDid/index.ts'
import { KIND_WORDS, type ReportedFinding } from '../findings/index.ts'
import type { Facts } from './facts.ts'
import type { Block, Part } from './report.ts'

/** So many findings of each kind stand at the head. */
const HEADLINES = 3

/** The findings of each kind that hold for the largest share. One whose number is covered is none of them, whatever it is. */
export function headlines({ answers }: Facts): Part {
  const all = answers.parts.flatMap(({ findings }) => findings)
  const blocks = Object.keys(KIND_WORDS).flatMap((kind): Block[] => {
    const told = all.filter(finding => finding.kind === kind && finding.share !== null)
    const strongest = told.toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0)).slice(0, HEADLINES)
    return strongest.length === 0 ? [] : [{ kind: 'list', items: strongest.map(sayFinding) }]
  })
  const none = all.length === 0 ? 'There are no findings in this round yet.' : 'No finding has a number that can be shown here.'
  const intro = `The findings of each kind that hold for the largest share, at most ${HEADLINES} of each. All of them stand under “Findings”.`
  return { id: '', title: 'Headlines', level: 2, blocks: [{ kind: 'text', text: blocks.length === 0 ? none : intro }, ...blocks] }
}

const sayFinding = ({ words, sentence }: ReportedFinding): string => `${words}. ${sentence}`

/** Every finding in its sentence, with whose answers it counts. */
export function findingParts({ answers }: Facts): Part[] {
  const { parts, scale } = answers
  if (parts.length === 0)
    return [{ id: '', title: 'Findings', level: 2, blocks: [{ kind: 'text', text: 'There are no findings in this round yet.' }] }]
  return [
    { id: '', title: 'Findings', level: 2, blocks: [{ kind: 'text', text: scale }] },
    ...parts.map(({ title, findings }): Part => ({
      id: '',
      title,
      level: 3,
      blocks: [
        {
          kind: 'table',
          table: {
            caption: `Findings: ${title}`,
            captionHidden: true,
            columns: [{ text: 'What it is' }, { text: 'Finding' }, { text: 'What was counted' }],
            rows: findings.map(({ words, sentence, population }) => [words, sentence, population]),
          },
        },
      ],
    })),
  ]
}

/** What will be done about the findings. Who leads is named as a body, a group or a post. */
export function actionsPart({ actions }: Facts): Part {
  const none = 'No action is linked with a finding of this round yet.'
  return {
    id: '',
    title: 'Actions',
    level: 2,
    blocks:
      actions.length === 0
        ? [{ kind: 'text', text: none }]
        : [
            {
              kind: 'table',
              table: {
                caption: 'Actions about the findings',
                captionHidden: true,
                columns: [
                  { text: 'What' },
                  { text: 'Finding that it is about' },
                  { text: 'Who leads' },
                  { text: 'By when' },
                  { text: 'State' },
                ],
                rows: actions.map(({ action, leads, about }) => [
                  action.what === '' ? nameOf(action) : action.what,
                  about.join(' '),
                  sayLeads(publicLeads({ leads, namesPublic: false })),
                  action.timescale === '' ? 'No date' : action.timescale,
                  STATE_WORDS[action.state].words,
                ]),
              },
            },
          ],
  }
}

const sayLeads = (leads: readonly string[]): string => (leads.length === 0 ? 'Not named here' : leads.join('; '))

/** The audit said, we did: theme by theme. */
export function saidDidParts({ saidDid }: Facts): Part[] {
  const { themes, answers } = saidDid
  const title = 'The audit said, we did'
  if (themes.length === 0) return [{ id: '', title, level: 2, blocks: [{ kind: 'text', text: 'There are no themes in this round yet.' }] }]
  return [
    { id: '', title, level: 2, blocks: [{ kind: 'text', text: sayCounts(saidDid) }] },
    ...themes.map((theme): Part => {
      const given = theme.answers.flatMap(at => answers[at] ?? [])
      return {
        id: '',
        title: theme.title,
        level: 3,
        blocks: [
          ...(theme.statement === '' ? [] : [{ kind: 'text', text: theme.statement } as const]),
          ...(theme.heard === '' ? [] : [{ kind: 'text', text: theme.heard } as const]),
          ...(theme.numbers.length === 0 ? [] : [{ kind: 'list', items: theme.numbers } as const]),
          given.length === 0
            ? { kind: 'text', text: 'Nothing was done about this yet.' }
            : {
                kind: 'table',
                table: {
                  caption: `What we did: ${sayCount(given.length, 'answer')}`,
                  columns: [{ text: 'What' }, { text: 'Who' }, { text: 'When' }, { text: 'State' }],
                  rows: given.map(({ what, who, when, state }) => [
                    what,
                    sayLeads(who),
                    when === '' ? 'No date' : when,
                    STATE_WORDS[state].words,
                  ]),
                },
              },
        ],
      }
    }),
  ]
}
