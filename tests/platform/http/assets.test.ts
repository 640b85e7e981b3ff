import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import express from 'express'
import request from 'supertest'
import { assetsFolder, assetUrl, serveAssets } from '../../../src/platform/http/assets.ts'

const app = express().use('/assets', serveAssets)
const css = assetUrl('app.css')

describe('a stylesheet or script', () => {
  it('is kept by the browser for good, because its name changes with its content', async () => {
    const res = await request(app).get(css).expect(200)
    expect(css).toMatch(/^\/assets\/app-[0-9a-f]{12}\.css$/)
    expect(res.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(res.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(res.headers['x-content-type-options']).toBe('nosniff')
  })

  it.each([
    ['br', 'gzip, br', 'br'],
    ['gzip', 'gzip', 'gzip'],
    ['nothing', 'identity', undefined],
  ])('is sent compressed with %s to a browser that accepts %s', async (_, accepted, sent) => {
    const res = await request(app)
      .get(css)
      .set('Accept-Encoding', accepted)
      .buffer(true)
      .parse((_res, done) => done(null, ''))
      .expect(200)
    expect(res.headers['content-encoding']).toBe(sent)
    expect(res.headers['vary']).toContain('Accept-Encoding')
  })

  it('leaves the first visit to a page well within its weight', () => {
    const weight = ['app.css', 'app.js', 'mark.svg'].reduce(
      (sum, name) => sum + readFileSync(join(assetsFolder, `${assetUrl(name).slice(8)}.br`)).length,
      0,
    )
    expect(weight).toBeLessThan(32_000)
  })

  it.each([
    '/assets/manifest.json',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/app.css',
    `${css}.br`,
    '/assets/.hidden',
    '/assets/%00',
  ])('is served, and nothing else is: not %s', async path => {
    await request(app).get(path).expect(404)
  })

  it('is not there to be posted to', async () => {
    await request(app).post(css).expect(404)
  })

  it('cannot be linked to when it does not exist', () => {
    expect(() => assetUrl('none.css')).toThrow('no asset called none.css')
  })
})

describe('building the assets', () => {
  const build = (): Promise<{ stdout: string }> =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../../src/platform/http/buildAssets.ts')])

  it('does nothing when nothing has changed, twice at once', async () => {
    const before = readFileSync(join(assetsFolder, 'manifest.json'), 'utf8')
    const runs = await Promise.all([build(), build()])
    expect(runs.map(run => run.stdout)).toEqual(['', ''])
    expect(readFileSync(join(assetsFolder, 'manifest.json'), 'utf8')).toBe(before)
    expect(existsSync(join(assetsFolder, assetUrl('app.css').slice(8)))).toBe(true)
  })
})
