/** How a configuration file brings in a method or a channel that is not ours: by the path of a module. */

/** What the module's default export is called with. */
export interface PluginContext {
  /**
   * A text of the plugin's `settings` in the configuration file; a secret comes from the file that is named there.
   * @param fallback when there is none; without it, a setting that is missing keeps the plugin from starting
   * @throws ConfigError
   */
  setting(name: string, fallback?: string): string
  /** Reaches parts of the same process directly, and every other address through the network. */
  fetch: typeof fetch
}
