/** Bounds that messages and tokens share, alone: whoever reads messages in a browser needs no cryptography for it. */

/** Longest token that is looked at, in characters: what an answer or a request body may hold at most. */
export const longestToken = 64 * 1024

/** Names of purposes, methods and attributes. */
export const tagPattern = /^[A-Za-z0-9_.-]{1,64}$/
