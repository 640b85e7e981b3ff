/** What is used of WebAssembly: TypeScript knows it of browsers alone. */
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class Instance {
    constructor(module: Module, imports: Imports)
    readonly exports: Exports
  }
  class RuntimeError extends Error {}
  type Imports = Record<string, Record<string, unknown>>
  type Exports = Record<string, unknown>
  function compile(bytes: Uint8Array): Promise<Module>
}
