#if defined(__linux__)
#include "Authorities.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "CurlLoader.h"

// Replaces the system's; NULL for those. One that is replaced may be in use: it is left, as what is below.
static _Atomic(char *) only_file;
// The certificates of all authorities that are trusted; NULL where a file says it.
static _Atomic(struct curl_blob *) all_certificates;

void curl_loader_trust_only(const char *path) {
    char *copy = strdup(path);
    // Without memory for a path there is no way to go on that would not trust too many.
    if (copy == NULL) abort();
    only_file = copy;
}

// Gives a handle the certificates; false when this libcurl cannot take them from memory.
static bool give(const struct libcurl *library, CURL *handle, struct curl_blob *certificates) {
    if (library->easy_setopt(handle, CURLOPT_CAINFO_BLOB, (void *)certificates) != CURLE_OK) return false;
    // Not every build knows proxies that speak TLS.
    library->easy_setopt(handle, CURLOPT_PROXY_CAINFO_BLOB, (void *)certificates);
    return true;
}

bool curl_loader_trust_certificates(const void *text, size_t length) {
    const struct libcurl *library = libcurl();
    struct curl_blob *certificates = malloc(sizeof *certificates);
    void *copy = malloc(length);
    CURL *handle = library == NULL ? NULL : library->easy_init();
    bool is_able = certificates != NULL && copy != NULL && handle != NULL;
    if (is_able) {
        memcpy(copy, text, length);
        *certificates = (struct curl_blob){.data = copy, .length = length, .flags = 0};
        is_able = give(library, handle, certificates);
    }
    if (handle != NULL) library->easy_cleanup(handle);
    if (is_able) {
        all_certificates = certificates;
    } else {
        free(certificates);
        free(copy);
    }
    return is_able;
}

const char *curl_loader_system_authorities(void) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return NULL;
    const curl_version_info_data *info = library->version_info(CURLVERSION_OF_7_70);
    return info != NULL && info->age >= CURLVERSION_OF_7_70 ? info->authorities_file : NULL;
}

bool authorities_are_chosen(void) { return only_file != NULL || all_certificates != NULL; }

bool authorities_choose(const struct libcurl *library, CURL *handle) {
    char *path = only_file;
    if (path != NULL) {
        if (library->easy_setopt(handle, CURLOPT_CAINFO, path) != CURLE_OK) return false;
        library->easy_setopt(handle, CURLOPT_PROXY_CAINFO, path);
        // Not every build has folders; what has none trusts none either.
        library->easy_setopt(handle, CURLOPT_CAPATH, (void *)NULL);
        library->easy_setopt(handle, CURLOPT_PROXY_CAPATH, (void *)NULL);
    }
    struct curl_blob *certificates = all_certificates;
    return certificates == NULL || give(library, handle, certificates);
}
#endif
