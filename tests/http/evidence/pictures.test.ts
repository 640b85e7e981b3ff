import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { PNG } from 'pngjs'
import supertest, { type Response } from 'supertest'
import { rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { filesAreRead } from '../../support/filesAreRead.ts'
import { oneReturn, today } from '../handling/oneReturn.ts'
import { docx, pdf } from './files.ts'
import { activePdf, bombPdf, overpaintedPdf, flatPng, passwordPdf, photo, pngSaying, policy, scannedPdf } from './pages.ts'

/** A document of a return, and where it is. */
async function document(world: TestWorld, name: string, content: Buffer | string) {
  const office = await oneReturn(world)
  const sent = await office.browser.postFiles(`${office.base}/evidence`, today('received'), 'files', [
    { name, content: Buffer.from(content) },
  ])
  expect([sent.status, pageText(sent)]).toEqual([303, expect.anything()])
  await filesAreRead(world)
  const [file] = await rows<{ id: number; sha256: string }>(world.db, `select id, sha256 from evidence where return_id = ?`, [
    office.auditReturn.id,
  ])
  const at = `${office.base}/evidence/${file!.id}`
  const look = (query = '') => office.browser.get(`${at}/view${query}`)
  const picture = (page: number | string = 1, query = '') => bytesOf(office.browser, `${at}/pages/${page}${query}`)
  return { ...office, file: file!, at, look, picture }
}

/** The copies of so many bytes that are lent to the looker: tests of other folders, which share the folder, lend theirs meanwhile. */
async function lentOf(folder: string, bytes: number): Promise<string[]> {
  const lent = (await readdir(folder)).filter(name => name.startsWith('lent-'))
  const sizes = await Promise.all(
    lent.map(name =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => -1,
      ),
    ),
  )
  return lent.filter((_name, at) => sizes[at] === bytes)
}

/** A browser keeps what it is sent. */
const bytesOf = (browser: Browser, url: string): Promise<Response> =>
  browser
    .get(url)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part: Buffer) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })

const body = (response: Response): Buffer => response.body as Buffer

test(
  'a page of a PDF is a picture beside its number, its text and the way to the next',
  inRollback(async world => {
    const { look, picture, at } = await document(world, 'Policy.pdf', policy(7))
    const page = await look('?page=2')
    expect(heading(page)).toBe('Policy.pdf, page 2 of 7')
    expect(page.text).toContain('<title>Policy.pdf, page 2 of 7 – ')
    expect(page.text).toContain(`src="${at}/pages/2"`)
    expect(page.text).toContain('alt="Page 2 of 7 of Policy.pdf, shown as a picture"')
    expect(page.text).toContain(`href="${at}/view?page=3"`)
    expect(page.text).toContain(`href="${at}/view"`)
    expect(page.text).toContain(`href="${at}"`)
    expect(pageText(page)).toContain('Page 2 of our policy')
    expect(pageText(page)).toContain('Showing page 2 of 7')
    const drawn = await picture(2)
    expect([drawn.status, drawn.type]).toEqual([200, 'image/png'])
    const png = PNG.sync.read(body(drawn))
    expect([png.width, png.height]).toEqual([1000, 1415])
    const square = (Math.round(1415 * (1 - 500 / 842)) * 1000 + Math.round((160 / 595) * 1000)) * 4
    expect([...png.data.subarray(square, square + 3)]).toEqual([255, 0, 0])
    expect([...png.data.subarray(0, 3)]).toEqual([255, 255, 255])
    expect(body(await picture(2, '?size=larger')).readUInt32BE(16)).toBe(1600)
    expect((await look('?page=2&size=larger')).text).toContain(`src="${at}/pages/2?size=larger"`)
  }),
)

test(
  'a page past the end is the last one; its picture is not there',
  inRollback(async world => {
    const { look, picture } = await document(world, 'Policy.pdf', policy(2))
    expect((await look('?page=99')).text).toContain('alt="Page 2 of 2 of Policy.pdf, shown as a picture"')
    expect((await look('?page=nonsense')).text).toContain('alt="Page 1 of 2')
    for (const page of [0, 3, -1, '1e1', 'x']) expect([page, (await picture(page)).status]).toEqual([page, 404])
  }),
)

test(
  'in the frame of another page of ours there is the document alone, page after page; by itself no page of ours may be framed',
  inRollback(async world => {
    const { look, at } = await document(world, 'Policy.pdf', policy(3))
    const framed = await look('?frame=1&page=2')
    expect(String(framed.headers['content-security-policy'])).toContain("frame-ancestors 'self'")
    expect(framed.text).toContain(`src="${at}/pages/2"`)
    expect(framed.text).not.toMatch(/<header|<footer|class="govuk-breadcrumbs/)
    const leads = [...framed.text.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href = '']) => href)
    expect(leads).toContain(`${at}/view?page=3&amp;frame=1`)
    // Whatever leads on within the frame stays in it; the file itself is downloaded.
    expect(leads.filter(href => !href.includes('frame=1') && href !== at)).toEqual([])
    expect(String((await look('?page=2')).headers['content-security-policy'])).toContain("frame-ancestors 'none'")
  }),
)

test(
  'a document of 3,000 pages is opened where one asks',
  inRollback(async world => {
    const { look, picture } = await document(world, 'Long.pdf', policy(3000))
    expect(pageText(await look('?page=2999'))).toContain('Page 2999 of our policy')
    expect((await picture(3000)).status).toBe(200)
  }),
)

test(
  'what a PDF would run when it is opened is not in its picture, and nothing runs it',
  inRollback(async world => {
    const { look, picture, at } = await document(world, 'Innocent.pdf', activePdf())
    expect((await look()).text).toContain('Page 1 of 1 of Innocent.pdf')
    const drawn = await picture()
    expect(drawn.status).toBe(200)
    expect(body(drawn).toString('latin1')).not.toMatch(/JavaScript|calc\.exe|elsewhere|secret/)
    expect(drawn.headers).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
    })
    expect((await look()).text).not.toContain(`<a href="${at}/pages`)
  }),
)

test.each([
  ['locked with a password', 'Locked.pdf', passwordPdf, 'This PDF is locked with a password'],
  ['broken', 'Broken.pdf', pdf, 'This file is damaged'],
  [
    'a picture that unpacks to gigabytes',
    'Bomb.png',
    () => pngSaying({ width: 30_000, height: 30_000, body: Buffer.alloc(1000) }),
    'This picture is too large',
  ],
  [
    'a picture in seven passes',
    'Passes.png',
    () => pngSaying({ width: 10, height: 10, passes: 1, body: Buffer.alloc(50_000_000) }),
    'This kind of picture cannot be shown',
  ],
  ['a Word document', 'Log.docx', docx, 'This is a Word document, which cannot be shown here'],
] as const)('a document that is %s says so, and can be downloaded', (_what, name, content, words) =>
  inRollback(async world => {
    const { look, picture, at } = await document(world, name, await content())
    const page = await look()
    expect([page.status, heading(page)]).toEqual([200, name])
    expect(pageText(page)).toContain(words)
    expect(page.text).not.toContain('<img')
    expect(page.text).toContain(`href="${at}"`)
    expect([404, 409]).toContain((await picture()).status)
  })(),
)

test(
  'a photograph is turned upright and says neither where it was taken nor by what',
  inRollback(async world => {
    const { look, picture } = await document(world, 'Poster.jpg', photo(6))
    expect((await look()).text).toContain('alt="The picture Poster.jpg"')
    expect((await look()).text).toContain('width="16" height="32"')
    const drawn = await picture()
    expect([drawn.status, drawn.type]).toEqual([200, 'image/jpeg'])
    expect(body(drawn).toString('latin1')).not.toMatch(/Exif|GPS|50\.8225/)
  }),
)

test(
  'a screenshot with see-through parts lies on white paper, and what was written into it is left behind',
  inRollback(async world => {
    const { picture } = await document(world, 'Screen.png', pngSaying({ width: 40, height: 20, body: Buffer.alloc(20 * 161) }))
    const drawn = await picture()
    expect(drawn.type).toBe('image/png')
    expect(body(drawn).toString('latin1')).not.toContain('Okafor')
    const { width, height, data } = PNG.sync.read(body(drawn))
    expect([width, height, ...data.subarray(0, 3)]).toEqual([40, 20, 255, 255, 255])
  }),
)

test(
  'a large picture is made smaller, a small one is not made larger',
  inRollback(async world => {
    const { picture } = await document(world, 'Wide.png', flatPng(3000, 300, [10, 120, 200, 255]))
    const { width, height, data } = PNG.sync.read(body(await picture()))
    expect([width, height, ...data.subarray(0, 3)]).toEqual([1000, 100, 10, 120, 200])
  }),
)

test(
  'a scan says that it has no text; a text file is its text, without what would run',
  inRollback(async world => {
    const scan = await document(world, 'Scan.pdf', scannedPdf())
    expect(pageText(await scan.look())).toContain('No text can be taken from this page. It may be a scan.')
    const log = await document(world, 'Log.csv', 'Name,Trained\nSam & Ana,"<b>2026</b>"\n')
    const page = await log.look()
    expect(page.text).toContain('Sam &amp; Ana,&quot;&lt;b&gt;2026&lt;/b&gt;&quot;')
    expect(page.text).not.toContain('<img')
    expect((await log.picture()).status).toBe(404)
    const long = await document(world, 'Long.txt', 'é'.repeat(200_000))
    expect(pageText(await long.look())).toContain('Only the beginning of the text is here.')
    const old = await document(world, 'Old.txt', Buffer.from('Café', 'latin1'))
    expect(pageText(await old.look())).toContain('Café')
  }),
)

test(
  'a second look is not drawn again, but asked for: whoever may no longer look sees nothing',
  inRollback(async world => {
    const { at, browser, picture, auditReturn } = await document(world, 'Policy.pdf', policy(1))
    const { etag } = (await picture()).headers as { etag: string }
    let looks = 0
    const { looking } = world.deps
    world.deps.looking = { ...looking, look: (...asked) => ((looks += 1), looking.look(...asked)) }
    const again = await browser.get(`${at}/pages/1`).set('If-None-Match', etag)
    expect([again.status, looks]).toEqual([304, 0])
    await browser.post(`${at}/remove`, {})
    expect((await browser.get(`${at}/pages/1`).set('If-None-Match', etag)).status).toBe(404)
    expect((await browser.get(`${at}/view`)).status).toBe(404)
    expect((await rows(world.db, `select 1 from evidence where return_id = ? and removed_at is not null`, [auditReturn.id])).length).toBe(1)
  }),
)

test(
  'a reviewer looks at documents of the dip sample alone; nobody of a school or of elsewhere does',
  inRollback(async world => {
    const { at, auditReturn, partnership_id } = await document(world, 'Policy.pdf', policy(1))
    const reviewer = await world.staff((await world.make.staffActor(partnership_id, 'reviewer')).accountId)
    const elsewhere = await world.staff((await world.make.staffActor(undefined, 'administrator')).accountId)
    const school = await world.contributor((await world.make.contributorActor(auditReturn)).contributorId)
    const ways = [`${at}/view`, `${at}/pages/1`]
    for (const way of ways) {
      expect((await reviewer.get(way)).status).toBe(404)
      expect((await elsewhere.get(way)).status).toBe(404)
      expect([403, 302, 303]).toContain((await school.get(way)).status)
      expect([302, 303]).toContain((await supertest(world.app).get(way)).status)
    }
    await world.make.askedForEvidence(auditReturn)
    for (const way of ways) expect((await reviewer.get(way)).status).toBe(200)
  }),
)

test(
  'staff find the way beside each document that can be shown',
  inRollback(async world => {
    const { base, browser, at } = await document(world, 'Policy.pdf', policy(1))
    await browser.postFiles(`${base}/evidence`, today('received'), 'files', [{ name: 'Log.docx', content: await docx() }])
    await filesAreRead(world)
    const { text } = await browser.get(`${base}/evidence`)
    expect(text).toContain(`href="${at}/view"`)
    expect(text.match(/\/view"/g)).toHaveLength(1)
  }),
)

test.each([
  ['a page that is painted over 400,000 times', 'Overpainted.pdf', overpaintedPdf],
  ['a page with a picture of 900 million points', 'Bomb.pdf', bombPdf],
  ['a picture with more in it than it says', 'Full.png', () => pngSaying({ width: 100, height: 100, body: Buffer.alloc(400_000_000) })],
] as const)(
  '%s holds nobody else up, and no copy of it is left',
  (_what, name, content) =>
    inRollback(async world => {
      const seen = async ({ look, picture }: Awaited<ReturnType<typeof document>>) => {
        const before = process.threadCpuUsage()
        const [page, drawn] = [await look(), await picture()]
        const { user, system } = process.threadCpuUsage(before)
        return { page, drawn, seconds: (user + system) / 1_000_000 }
      }
      const bytes = content()
      const { page, drawn, seconds } = await seen(await document(world, name, bytes))
      expect(page.status).toBe(200)
      expect([200, 409]).toContain(drawn.status)
      expect(await lentOf(path.join(world.deps.config.DATA_DIR, 'incoming'), bytes.length)).toEqual([])
      const next = await seen(await document(world, 'Policy.pdf', policy(1)))
      expect(next.drawn.status).toBe(200)
      // As an ordinary document, and a second for what the process may do beside it: drawn here, each takes many.
      expect(seconds - next.seconds).toBeLessThan(1)
    })(),
  60_000,
)
