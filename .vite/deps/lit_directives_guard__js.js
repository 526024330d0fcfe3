import { i as noChange } from "./lit-html-BalW31FY.js";
import { r as directive, t as Directive } from "./directive-B5Efc7NM.js";
// node_modules/lit-html/development/directives/guard.js
/**
* @license
* Copyright 2018 Google LLC
* SPDX-License-Identifier: BSD-3-Clause
*/
var initialValue = {};
var GuardDirective = class extends Directive {
	constructor() {
		super(...arguments);
		this._previousValue = initialValue;
	}
	render(_value, f) {
		return f();
	}
	update(_part, [value, f]) {
		if (Array.isArray(value)) {
			if (Array.isArray(this._previousValue) && this._previousValue.length === value.length && value.every((v, i) => v === this._previousValue[i])) return noChange;
		} else if (this._previousValue === value) return noChange;
		this._previousValue = Array.isArray(value) ? Array.from(value) : value;
		return this.render(value, f);
	}
};
/**
* Prevents re-render of a template function until a single value or an array of
* values changes.
*
* Values are checked against previous values with strict equality (`===`), and
* so the check won't detect nested property changes inside objects or arrays.
* Arrays values have each item checked against the previous value at the same
* index with strict equality. Nested arrays are also checked only by strict
* equality.
*
* Example:
*
* ```js
* html`
*   <div>
*     ${guard([user.id, company.id], () => html`...`)}
*   </div>
* `
* ```
*
* In this case, the template only rerenders if either `user.id` or `company.id`
* changes.
*
* guard() is useful with immutable data patterns, by preventing expensive work
* until data updates.
*
* Example:
*
* ```js
* html`
*   <div>
*     ${guard([immutableItems], () => immutableItems.map(i => html`${i}`))}
*   </div>
* `
* ```
*
* In this case, items are mapped over only when the array reference changes.
*
* @param value the value to check before re-rendering
* @param f the template function
*/
var guard = directive(GuardDirective);
export { guard };
