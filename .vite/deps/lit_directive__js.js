export { t as Directive, n as PartType, r as directive } from "./directive-B5Efc7NM.js";
