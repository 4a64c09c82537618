// What makes elements of values: the vendored htm and Preact, and a value that tells when it changed.

import {
  html,
  render,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "./vendor/htm-preact.js";

export { html, render, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState };

/**
 * A value that several parts of the page show.
 * @template T
 */
export class Signal {
  /** @type {Set<(value: T) => void>} */
  #heard = new Set();
  #value;

  /** @param {T} value */
  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set value(next) {
    if (Object.is(next, this.#value)) return;
    this.#value = next;
    for (const tell of [...this.#heard]) tell(next);
  }

  /**
   * @param {(value: T) => void} tell
   * @returns {() => void} ends it
   */
  hear(tell) {
    this.#heard.add(tell);
    return () => void this.#heard.delete(tell);
  }
}

/**
 * The value, and a new rendering whenever it changes.
 * @template T
 * @param {Signal<T>} signal
 */
export function useSignal(signal) {
  const [, again] = useState(0);
  // Heard before the first paint: what changed between a rendering and its effects would never be shown.
  useLayoutEffect(() => signal.hear(() => again((count) => count + 1)), [signal]);
  return signal.value;
}

/**
 * What a call brings: `value` once it is there, `fault` if it failed, and a way to ask once more.
 * @template T
 * @param {() => Promise<T>} call
 * @param {unknown[]} over
 * @param {() => T | undefined} [early]  What is there already: nothing is asked for then.
 */
export function useAsked(call, over, early) {
  const [seen, see] = useState(/** @returns {{value?: T, fault?: unknown}} */ () => ({ value: early?.() }));
  const [turn, again] = useState(0);
  const there = useRef(seen.value !== undefined);
  useEffect(() => {
    if (there.current) {
      there.current = false;
      return undefined;
    }
    let wanted = true;
    call().then(
      (value) => wanted && see({ value }),
      (fault) => wanted && see((before) => ({ ...before, fault })),
    );
    return () => {
      wanted = false;
    };
  }, [...over, turn]);
  const replace = useCallback((/** @type {T} */ value) => see({ value }), []);
  return { ...seen, again: () => again((count) => count + 1), replace };
}
