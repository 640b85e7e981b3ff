import { startProgram, signIn } from '/work/wt/saiddid/tests/browser/support/program.ts'
import { plainFaults } from '/work/wt/saiddid/tests/browser/support/judge.ts'
const running = await startProgram()
try {
  for (const [width, scripts] of [[1280, true], [320, false]] as const) {
    const { page, context } = await running.window({ width, scripts })
    if (scripts) await signIn(running, page)
    else { await page.goto(await running.staffLink()); await page.locator('main button[type=submit]').click(); await page.waitForURL('**/rounds') }
    for (const [name, href] of [
      ['list', '/rounds/1/said-did'], ['round', '/rounds/1'], ['theme', '/rounds/1/said-did/themes/new'], ['edit', '/rounds/1/said-did/themes/6/edit'],
      ['answer', '/rounds/1/said-did/themes/2/answers/new'], ['editanswer', '/rounds/1/said-did/themes/5/answers/12/edit'], ['removeanswer', '/rounds/1/said-did/themes/5/answers/12/remove'], ['publish', '/rounds/1/publications/new/said_did'],
      ['publications', '/rounds/1/publications'], ['withdraw', '/rounds/1/publications/1/withdraw'], ['public', '/published/demo/demo-2022-said-and-did'],
      ['empty', '/rounds/2/said-did'],
    ] as const) {
      const t = Date.now()
      const response = await page.goto(running.base + href)
      console.log(width, name, response?.status(), Date.now() - t, JSON.stringify(await plainFaults(page, (await response?.text()) ?? '')).slice(0, 600))
      await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true })
      if (name === 'public' && scripts) await page.pdf({ path: '/tmp/shots/public.pdf', format: 'A4' })
    }
    await context.close()
  }
} finally { await running.stop() }
