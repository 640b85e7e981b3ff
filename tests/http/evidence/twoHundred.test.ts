import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { kindOfName } from '../../../src/features/evidence/fileKinds.ts'
import { textLook, type TextFinding } from '../../../src/features/evidence/looking/textLook.ts'
import { sharedLooking } from '../../support/looking.ts'
import { remarksOn } from '../../../src/features/documentText/index.ts'
import { asRead, FORMS, SENT_ON, staleDocuments, type StaleDocument } from '../../unit/documentText/staleDocuments.ts'
import { csv, pdf, word, workbook } from './writers.ts'
import { schoolFiles, type SchoolFile } from './schoolFiles.ts'

const TODAY = '2026-11-30'

/** As the program asks the looker for it. */
async function read(folder: string, { name, content }: Pick<SchoolFile, 'name' | 'content'>): Promise<TextFinding> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return sharedLooking().look(textLook, file, { mediaType: kindOfName(name)?.mediaType ?? '', today: TODAY })
}

const countOf = (finding: TextFinding, kind: 'upn' | 'nhs'): number =>
  finding.ok ? (finding.children.find(found => found.kind === kind)?.count ?? 0) : 0

test('of two hundred files as schools send them nearly every number of a child is found, and nearly every file that is held back has one', async () => {
  const folder = await mkdtemp(path.join(process.env.SA_TEST_FOLDER ?? '', 'two-hundred-'))
  try {
    const sums = { upns: 0, upnsFound: 0, nhs: 0, nhsFound: 0, held: 0, rightly: 0, ofChildren: 0 }
    const files = await schoolFiles(2026)
    expect(files).toHaveLength(200)
    const wrong: string[] = []
    for (const file of files) {
      const found = await read(folder, file)
      expect([file.name, found.ok]).toEqual([file.name, true])
      const isHeld = found.ok && found.children.length > 0
      sums.upns += new Set(file.upns).size
      sums.upnsFound += Math.min(new Set(file.upns).size, countOf(found, 'upn'))
      sums.nhs += new Set(file.nhsNumbers).size
      sums.nhsFound += Math.min(new Set(file.nhsNumbers).size, countOf(found, 'nhs'))
      sums.held += Number(isHeld)
      sums.ofChildren += Number(file.ofChildren)
      sums.rightly += Number(isHeld && file.ofChildren)
      if (isHeld !== file.ofChildren) wrong.push(`${file.name}: ${JSON.stringify(found)}`)
      // What is said of a file holds no number of it.
      for (const secret of [...file.upns, ...file.nhsNumbers]) expect(JSON.stringify(found)).not.toContain(secret)
    }
    const recall = { upn: sums.upnsFound / sums.upns, nhs: sums.nhsFound / sums.nhs, files: sums.rightly / sums.ofChildren }
    const precision = sums.rightly / sums.held
    process.stdout.write(
      `200 files: ${sums.upnsFound} of ${sums.upns} pupil numbers (${recall.upn.toFixed(3)}), ${sums.nhsFound} of ${sums.nhs} NHS numbers (${recall.nhs.toFixed(3)}); ` +
        `${sums.held} files held back, ${sums.rightly} of them rightly (precision ${precision.toFixed(3)}), of ${sums.ofChildren} with children (${recall.files.toFixed(3)})\n`,
    )
    expect([recall.upn >= 0.95, recall.nhs >= 0.95, precision >= 0.9, recall.files >= 0.9]).toEqual([true, true, true, true])
    expect(wrong.length).toBeLessThan(15)
  } finally {
    await rm(folder, { recursive: true })
  }
}, 120_000)

/** As its program writes it. */
function written({ form, lines, rows }: StaleDocument): Promise<Buffer> | Buffer {
  const all = [...lines.map(line => [line]), ...rows]
  if (form === 'pdf') return pdf(all.map(cells => cells.join(' ')))
  if (form === 'docx') return word(lines, rows.length > 0 ? rows : undefined)
  if (form === 'xlsx') return workbook(all)
  return form === 'csv' ? csv(all) : Buffer.from(all.map(cells => cells.join(',')).join('\n'))
}

test('what is blank or out of date is told of real files of each format as of their texts', async () => {
  const folder = await mkdtemp(path.join(process.env.SA_TEST_FOLDER ?? '', 'stale-'))
  try {
    const documents = staleDocuments(2026)
      .filter(({ form, lines }) => form !== 'pdf' || lines.every(line => /^[ -~]*$/.test(line)))
      .filter((_, at) => at % 24 === 0)
    expect(new Set(documents.map(({ form }) => form))).toEqual(new Set(FORMS))
    for (const [at, document] of documents.entries()) {
      const found = await read(folder, { name: `${at}.${document.form}`, content: await written(document) })
      const told = found.ok ? found.remarks.map(({ kind }) => kind) : []
      expect([document.form, document.lines, found.ok, told]).toEqual([
        ...[document.form, document.lines, true],
        remarksOn(asRead(document), SENT_ON).map(({ kind }) => kind),
      ])
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}, 60_000)
