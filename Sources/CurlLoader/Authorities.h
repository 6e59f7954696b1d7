// Whose certificates are trusted.
#ifndef AUTHORITIES_H
#define AUTHORITIES_H

#include "Libcurl.h"

// Whether anything but the system's choice was asked for.
bool authorities_are_chosen(void);

// Makes a handle trust what was asked for; false when it cannot.
bool authorities_choose(const struct libcurl *library, CURL *handle);

#endif
