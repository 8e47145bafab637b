package dev.weft.it.foreign.closed;

/** Not accessible elsewhere. */
class Item {}
