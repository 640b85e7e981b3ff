import { expect, test } from '@jest/globals'
import { remarksOn } from '../../../src/features/documentText/index.ts'
import { asRead, KINDS, SENT_ON, staleDocuments } from './staleDocuments.ts'

test('of documents that are blank or out of date nearly all are told, and nearly all that are told are', () => {
  const documents = staleDocuments(2026)
  const told = documents.map(document => new Set(remarksOn(asRead(document), SENT_ON).map(({ kind }) => kind)))
  const figures = KINDS.map(kind => {
    const wrong = documents.filter(document => document.wrong.includes(kind)).length
    const found = told.filter(kinds => kinds.has(kind)).length
    const rightly = documents.filter((document, at) => document.wrong.includes(kind) && told[at]?.has(kind)).length
    return { kind, wrong, recall: rightly / wrong, precision: rightly / found }
  })
  process.stdout.write(
    `${documents.length} documents: ${figures
      .map(({ kind, wrong, recall, precision }) => `${kind} of ${wrong}: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`)
      .join('; ')}\n`,
  )
  // What is told and is not so makes people stop reading: it weighs more than what is missed.
  for (const { kind, wrong, recall, precision } of figures) {
    expect(wrong).toBeGreaterThanOrEqual(15)
    expect([kind, recall >= 0.9, precision >= 0.93]).toEqual([kind, true, true])
  }
})
