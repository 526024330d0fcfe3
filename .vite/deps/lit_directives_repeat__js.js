import { i as noChange } from "./lit-html-BalW31FY.js";
import { n as PartType, r as directive, t as Directive } from "./directive-B5Efc7NM.js";
import { a as setChildPartValue, i as removePart, n as insertPart, o as setCommittedValue, t as getCommittedValue } from "./directive-helpers-BTVJK3nH.js";
// node_modules/lit-html/development/directives/repeat.js
/**
* @license
* Copyright 2017 Google LLC
* SPDX-License-Identifier: BSD-3-Clause
*/
var generateMap = (list, start, end) => {
	const map = /* @__PURE__ */ new Map();
	for (let i = start; i <= end; i++) map.set(list[i], i);
	return map;
};
var RepeatDirective = class extends Directive {
	constructor(partInfo) {
		super(partInfo);
		if (partInfo.type !== PartType.CHILD) throw new Error("repeat() can only be used in text expressions");
	}
	_getValuesAndKeys(items, keyFnOrTemplate, template) {
		let keyFn;
		if (template === void 0) template = keyFnOrTemplate;
		else if (keyFnOrTemplate !== void 0) keyFn = keyFnOrTemplate;
		const keys = [];
		const values = [];
		let index = 0;
		for (const item of items) {
			keys[index] = keyFn ? keyFn(item, index) : index;
			values[index] = template(item, index);
			index++;
		}
		return {
			values,
			keys
		};
	}
	render(items, keyFnOrTemplate, template) {
		return this._getValuesAndKeys(items, keyFnOrTemplate, template).values;
	}
	update(containerPart, [items, keyFnOrTemplate, template]) {
		const oldParts = getCommittedValue(containerPart);
		const { values: newValues, keys: newKeys } = this._getValuesAndKeys(items, keyFnOrTemplate, template);
		if (!Array.isArray(oldParts)) {
			this._itemKeys = newKeys;
			return newValues;
		}
		const oldKeys = this._itemKeys ??= [];
		const newParts = [];
		let newKeyToIndexMap;
		let oldKeyToIndexMap;
		let oldHead = 0;
		let oldTail = oldParts.length - 1;
		let newHead = 0;
		let newTail = newValues.length - 1;
		while (oldHead <= oldTail && newHead <= newTail) if (oldParts[oldHead] === null) oldHead++;
		else if (oldParts[oldTail] === null) oldTail--;
		else if (oldKeys[oldHead] === newKeys[newHead]) {
			newParts[newHead] = setChildPartValue(oldParts[oldHead], newValues[newHead]);
			oldHead++;
			newHead++;
		} else if (oldKeys[oldTail] === newKeys[newTail]) {
			newParts[newTail] = setChildPartValue(oldParts[oldTail], newValues[newTail]);
			oldTail--;
			newTail--;
		} else if (oldKeys[oldHead] === newKeys[newTail]) {
			newParts[newTail] = setChildPartValue(oldParts[oldHead], newValues[newTail]);
			insertPart(containerPart, newParts[newTail + 1], oldParts[oldHead]);
			oldHead++;
			newTail--;
		} else if (oldKeys[oldTail] === newKeys[newHead]) {
			newParts[newHead] = setChildPartValue(oldParts[oldTail], newValues[newHead]);
			insertPart(containerPart, oldParts[oldHead], oldParts[oldTail]);
			oldTail--;
			newHead++;
		} else {
			if (newKeyToIndexMap === void 0) {
				newKeyToIndexMap = generateMap(newKeys, newHead, newTail);
				oldKeyToIndexMap = generateMap(oldKeys, oldHead, oldTail);
			}
			if (!newKeyToIndexMap.has(oldKeys[oldHead])) {
				removePart(oldParts[oldHead]);
				oldHead++;
			} else if (!newKeyToIndexMap.has(oldKeys[oldTail])) {
				removePart(oldParts[oldTail]);
				oldTail--;
			} else {
				const oldIndex = oldKeyToIndexMap.get(newKeys[newHead]);
				const oldPart = oldIndex !== void 0 ? oldParts[oldIndex] : null;
				if (oldPart === null) {
					const newPart = insertPart(containerPart, oldParts[oldHead]);
					setChildPartValue(newPart, newValues[newHead]);
					newParts[newHead] = newPart;
				} else {
					newParts[newHead] = setChildPartValue(oldPart, newValues[newHead]);
					insertPart(containerPart, oldParts[oldHead], oldPart);
					oldParts[oldIndex] = null;
				}
				newHead++;
			}
		}
		while (newHead <= newTail) {
			const newPart = insertPart(containerPart, newParts[newTail + 1]);
			setChildPartValue(newPart, newValues[newHead]);
			newParts[newHead++] = newPart;
		}
		while (oldHead <= oldTail) {
			const oldPart = oldParts[oldHead++];
			if (oldPart !== null) removePart(oldPart);
		}
		this._itemKeys = newKeys;
		setCommittedValue(containerPart, newParts);
		return noChange;
	}
};
/**
* A directive that repeats a series of values (usually `TemplateResults`)
* generated from an iterable, and updates those items efficiently when the
* iterable changes based on user-provided `keys` associated with each item.
*
* Note that if a `keyFn` is provided, strict key-to-DOM mapping is maintained,
* meaning previous DOM for a given key is moved into the new position if
* needed, and DOM will never be reused with values for different keys (new DOM
* will always be created for new keys). This is generally the most efficient
* way to use `repeat` since it performs minimum unnecessary work for insertions
* and removals.
*
* The `keyFn` takes two parameters, the item and its index, and returns a unique key value.
*
* ```js
* html`
*   <ol>
*     ${repeat(this.items, (item) => item.id, (item, index) => {
*       return html`<li>${index}: ${item.name}</li>`;
*     })}
*   </ol>
* `
* ```
*
* **Important**: If providing a `keyFn`, keys *must* be unique for all items in a
* given call to `repeat`. The behavior when two or more items have the same key
* is undefined.
*
* If no `keyFn` is provided, this directive will perform similar to mapping
* items to values, and DOM will be reused against potentially different items.
*/
var repeat = directive(RepeatDirective);
export { repeat };
