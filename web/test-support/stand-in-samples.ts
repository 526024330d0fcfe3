/** What the stand-in's samples are made of: nothing. */
export default '{}';
