/** Made by the plugin `example-list` in vite.config.ts. */
declare module 'virtual:examples' {
  export const examples: readonly { readonly file: string; readonly title: string; readonly story: string }[];
}
