import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** How a module made by Emscripten is told to begin. */
export type BeginWasm = (
  imports: WebAssembly.Imports,
  received: (instance: WebAssembly.Instance, module: WebAssembly.Module) => unknown,
) => WebAssembly.Exports

const PAGE = 64 * 1024
const packages = createRequire(import.meta.url)
const compiled = new Map<string, Promise<WebAssembly.Module>>()

/**
 * A decoder in WebAssembly, which sees no more than its own memory, and gets no more of it than said. Its code is made ready
 * once; each beginning of it is a new one, in which nothing is left of the file before.
 *
 * @param code where its code lies: `package/name.wasm`
 * @param megabytes the most memory that it may have
 */
export async function boundedWasm(code: string, megabytes: number): Promise<BeginWasm> {
  const module = await keptOrCompiled(code)
  return (imports, received) => {
    const instance = new WebAssembly.Instance(module, imports)
    for (const part of Object.values(instance.exports)) if (part instanceof WebAssembly.Memory) bound(part, megabytes)
    received(instance, module)
    return instance.exports
  }
}

function keptOrCompiled(code: string): Promise<WebAssembly.Module> {
  const found = compiled.get(code) ?? readFile(packages.resolve(code)).then(bytes => WebAssembly.compile(bytes))
  compiled.set(code, found)
  return found
}

/** Modules of Emscripten grow their memory by this function alone. */
function bound(memory: WebAssembly.Memory, megabytes: number): void {
  const grow = memory.grow.bind(memory)
  memory.grow = pages => {
    if (memory.buffer.byteLength + pages * PAGE > megabytes * 1024 * 1024) throw new RangeError(`more than ${megabytes} MB`)
    return grow(pages)
  }
}
