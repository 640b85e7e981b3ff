import { expect, test } from '@jest/globals'
import { changed } from '../../../src/platform/db.ts'
import { filledRound } from '../../support/filledRound.ts'
import { inRollback } from '../../support/app.ts'
import { blocksOf, makeReport } from './reports.ts'

const plain = (xml: string): string =>
  [...xml.matchAll(/<w:t[ >][^<]*|<w:t>[^<]*/g)]
    .map(([text]) => text.replace(/^<w:t[^>]*>/, ''))
    .join('')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

/** The tables of a Word file: the texts of the cells, row by row. */
const tablesOf = (xml: string): string[][][] =>
  [...xml.matchAll(/<w:tbl>([\s\S]*?)<\/w:tbl>/g)].map(([, table = '']) =>
    [...table.matchAll(/<w:tr>([\s\S]*?)<\/w:tr>|<w:tr [\s\S]*?<\/w:tr>/g)].map(([row]) =>
      [...row.matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)].map(([, cell = '']) => plain(cell)),
    ),
  )

const say = (cell: string | number | null | undefined) =>
  cell === null ? 'covered' : typeof cell === 'number' ? cell.toLocaleString('en-GB') : (cell ?? '')

test(
  'the Word file has the headings in order, every number, repeated heads of tables, its language and its marking',
  inRollback(async world => {
    const { partnershipId, round } = await filledRound(world.db, world.make)
    const browser = await world.staff((await world.make.staffActor(partnershipId, 'coordinator')).accountId)
    const { content, word, page } = await makeReport(world, browser, round.id, 'whole')
    const xml = word.get('word/document.xml')!
    const headings = [...xml.matchAll(/<w:p>(?:(?!<\/w:p>)[\s\S])*?<w:pStyle w:val="Heading([12])"\/>[\s\S]*?<\/w:p>/g)].map(
      ([paragraph, level]) => [Number(level) + 1, plain(paragraph)],
    )
    expect(headings).toEqual(content.parts.map(({ level, title }) => [level, title]))
    const expected = blocksOf(content).flatMap(block => {
      if (block.kind === 'table') {
        const { columns, rows, foot } = block.table
        return [[columns.map(({ text }) => text), ...rows.map(cells => cells.map(say)), ...(foot ? [foot.map(say)] : [])]]
      }
      if (block.kind !== 'answers') return []
      const { whom, rows, all, asked } = block.answers
      return [[[whom, 'Number', `Of ${say(asked)}`], ...rows.map(({ label, count }) => [label, say(count), '']), ['All', say(all), '']]]
    })
    const tables = tablesOf(xml)
    expect(tables.length).toBeGreaterThan(50)
    expect(tables).toEqual(expected)
    expect(xml.match(/<w:tblHeader\/>/g)?.length).toBe(tables.length)
    expect(word.get('word/styles.xml')).toContain('<w:lang w:val="en-GB"')
    expect(plain(word.get('word/header1.xml')!)).toBe('For use inside the office. Not for publication.')
    expect(word.get('word/footer1.xml')).toMatch(/PAGE[\s\S]*NUMPAGES/)
    expect(word.get('docProps/core.xml')).toContain(`<dc:title>${content.title}</dc:title>`)
    // The page has the same tables.
    const onPage = [...page.text.matchAll(/<table class="govuk-table app-report__answers"/g)].length
    expect(onPage).toBe(blocksOf(content).filter(({ kind }) => kind === 'answers').length)
  }),
  60_000,
)

test(
  'odd and endless texts make a file that can be opened, and a page',
  inRollback(async world => {
    const { partnershipId, round } = await filledRound(world.db, world.make)
    const odd = ']]> <b>&amp;</b> \u000b\u0001 “x” \ufffe 😀 ‮right'
    await changed(world.db, `update findings set statement = ? where partnership_id = ?`, [
      `${odd.replaceAll(/[\u0001\u000b]/g, '')} ${'long '.repeat(2000)}end`,
      partnershipId,
    ])
    await changed(world.db, `update dip_samples set name = ?, seed = ? where partnership_id = ?`, [odd, 'a"b<c', partnershipId])
    await changed(world.db, `update rounds set name = ? where id = ?`, [`Ampersand & <tag> ${'very '.repeat(30)}long`, round.id])
    const browser = await world.staff((await world.make.staffActor(partnershipId, 'coordinator')).accountId)
    const { content, word, page } = await makeReport(world, browser, round.id, 'whole')
    for (const [name, xml] of word) {
      if (!/\.(xml|rels)$/.test(name)) continue
      // What XML 1.0 does not allow, in any form, and an end of a section that was never begun.
      expect([name, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml), xml.isWellFormed(), xml.includes(']]>')]).toEqual([
        name,
        false,
        true,
        false,
      ])
      expect([name, [...xml.matchAll(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/gi)].length]).toEqual([name, 0])
    }
    const texts = JSON.stringify(content)
    expect(texts.length).toBeLessThan(400_000)
    expect(
      Math.max(
        ...tablesOf(word.get('word/document.xml')!)
          .flat(2)
          .map(text => text.length),
      ),
    ).toBeLessThanOrEqual(4000)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('<tag>')
  }),
  60_000,
)
