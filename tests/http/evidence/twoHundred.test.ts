import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { kindOfName } from '../../../src/features/evidence/fileKinds.ts'
import { textLook, type TextFinding } from '../../../src/features/evidence/looking/textLook.ts'
import { sharedLooking } from '../../support/looking.ts'
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
