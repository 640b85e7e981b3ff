import { expect, test } from '@jest/globals'
import { remarksOn, type DocumentText } from '../../../src/features/documentText/index.ts'
import { SENT_ON, staleDocuments, type Kind, type StaleDocument } from './staleDocuments.ts'

/** As the readers of each format hand on what they read. */
function asRead({ form, lines, rows }: StaleDocument): DocumentText {
  const numbered = (cells: readonly string[][]) => cells.map((one, at) => ({ number: at + 1, cells: one }))
  if (form === 'pdf') {
    const text = [...lines, ...rows.map(cells => cells.join(' '))].join('\n')
    return { passages: [{ place: { within: '', unit: 'page', number: 1 }, text }], tables: [] }
  }
  if (form === 'docx')
    return {
      passages: lines.map((text, at) => ({ place: { within: '', unit: 'paragraph', number: at + 1 }, text })),
      tables: rows.length > 0 ? [{ within: 'table 1', unit: 'row', rows: numbered(rows) }] : [],
    }
  if (form === 'txt' && rows.length === 0)
    return { passages: lines.map((text, at) => ({ place: { within: '', unit: 'line', number: at + 1 }, text })), tables: [] }
  const all = numbered([...lines.map(line => [line]), ...rows])
  return { passages: [], tables: [{ within: form === 'xlsx' ? 'the sheet “Sheet 1”' : '', unit: form === 'xlsx' ? 'cell' : 'line', rows: all }] }
}

const KINDS: readonly Kind[] = ['blank', 'placeholder', 'review_passed', 'old_guidance']

test('of documents that are blank or out of date nearly all are told, and nearly all that are told are', () => {
  const documents = staleDocuments(2026)
  const wrong: string[] = []
  const found = documents.map(document => {
    const said = remarksOn(asRead(document), SENT_ON).map(({ kind }) => kind)
    for (const kind of KINDS)
      if (said.includes(kind) !== document.wrong.includes(kind))
        wrong.push(`${said.includes(kind) ? 'too much' : 'missed'}: ${kind} ${document.form} ${[...document.lines, ...document.rows.map(String)].join(' / ').slice(-150)}`)
    return said
  })
  const figures = KINDS.map(kind => {
    const [is, said] = [documents.filter(({ wrong: of }) => of.includes(kind)).length, found.filter(of => of.includes(kind)).length]
    const both = documents.filter((document, at) => document.wrong.includes(kind) && found[at]!.includes(kind)).length
    return { kind, is, said, recall: both / is, precision: both / said }
  })
  process.stdout.write(
    `${documents.length} documents: ${figures.map(({ kind, is, said, recall, precision }) => `${kind} ${is}, told of ${said}, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`).join('; ')}\n`,
  )
  process.stdout.write(`${wrong.join('\n')}\n`)
})
