import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import loaded from 'jest-runtime'

// Its types are those of CommonJS; Node gives the class itself.
const Runtime = loaded as unknown as (typeof loaded)['default']
type Given = InstanceType<typeof Runtime>

const TESTS = new URL('../../', import.meta.url).href
const ONCE = new URL('./', import.meta.url).href
const PROGRAM = new URL('../../../src/', import.meta.url).href
const GLOBALS = 'jest-globals:'

/** A file that plants a fault in the program has a program of its own. */
const PLANTS = /Planted\.test\.ts$/

/** Which file of tests this worker runs, counted from 1, and what Jest hands to it. */
const running = { file: 0, plants: false, globals: {} as Record<string, unknown> }

/** Whether each file of tests has this module anew: all below `tests` but this folder. The program and its packages are loaded once. */
const isAnew = (url: string): boolean => (url.startsWith(TESTS) && !url.startsWith(ONCE)) || (running.plants && url.startsWith(PROGRAM))

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: `${GLOBALS}${running.file}`, format: 'module', shortCircuit: true }
    const found = next(specifier, context)
    const asked = context.parentURL?.includes('?file=') === true
    return asked && isAnew(found.url) && !found.url.includes('?') ? { ...found, url: `${found.url}?file=${running.file}` } : found
  },
  load(url, context, next) {
    if (!url.startsWith(GLOBALS)) return next(url, context)
    Reflect.set(globalThis, GLOBALS, running.globals)
    const names = Object.keys(running.globals)
    const source = `const own = globalThis['${GLOBALS}']\n${names.map(name => `export const ${name} = own.${name}`).join('\n')}\n`
    return { format: 'module', shortCircuit: true, source }
  },
})

type Parts = { jestGlobals: { jestObjectFor: (from: string) => unknown }; _testPath: string }

/**
 * Has Node load the tests, as it loads the program: what a worker has loaded and compiled once serves all files of tests that it runs
 * (docs/decisions/0050). Jest's own way loads and compiles everything that a file reaches anew.
 */
export default class NodesOwn extends Runtime {
  override unstable_shouldLoadAsEsm(): boolean {
    return true
  }

  override setGlobalsForRuntime(globals: Parameters<Given['setGlobalsForRuntime']>[0]): void {
    const { jestGlobals, _testPath } = this as unknown as Parts
    running.file += 1
    running.plants = PLANTS.test(_testPath)
    running.globals = { ...globals, jest: jestGlobals.jestObjectFor(_testPath) }
  }

  override async unstable_importModule(from: string): Promise<void> {
    await import(`${pathToFileURL(from).href}?file=${running.file}`)
  }

  override requireInternalModule: Given['requireInternalModule'] = (from: string, to?: string) => {
    const require = createRequire(from)
    // What runs the tests of a file keeps them: it begins anew.
    if (to === undefined && from.includes('/jest-circus/')) Reflect.deleteProperty(require.cache, from)
    return require(to ?? from) as never
  }
}

// Jest would hand on modules of Node's own in its own way, for worlds that this has not.
Object.defineProperty(NodesOwn.prototype, 'installGetBuiltinModule', { value: () => undefined })
