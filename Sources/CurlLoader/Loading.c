#if defined(__linux__)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include "CurlLoader.h"
#include "Libcurl.h"

static struct libcurl functions;
static pthread_once_t once = PTHREAD_ONCE_INIT;
// Why loading failed; empty when it did not.
static char failure[256];
// Where libcurl's code and data are.
static uintptr_t first_address, end_address;

static void *find(void *library, const char *name) {
    void *function = dlsym(library, name);
    if (function == NULL && failure[0] == 0)
        snprintf(failure, sizeof failure, "libcurl.so.4 is older than 7.62: it has no %s", name);
    return function;
}

static int note_addresses(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size;
    uintptr_t inside = (uintptr_t)context, lowest = UINTPTR_MAX, highest = 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD) continue;
        uintptr_t start = object->dlpi_addr + segment->p_vaddr;
        if (start < lowest) lowest = start;
        if (start + segment->p_memsz > highest) highest = start + segment->p_memsz;
    }
    if (inside < lowest || inside >= highest) return 0;
    first_address = lowest;
    end_address = highest;
    return 1;
}

static void load(void) {
    // Bound at once: a function that is missing is noticed here and not within a request.
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *reason = dlerror();
        snprintf(failure, sizeof failure, "%s", reason == NULL ? "libcurl.so.4" : reason);
        return;
    }
    functions = (struct libcurl){
        .global_init = find(library, "curl_global_init"),
        .version = find(library, "curl_version"),
        .version_info = find(library, "curl_version_info"),
        .free = find(library, "curl_free"),
        .slist_append = find(library, "curl_slist_append"),
        .slist_free_all = find(library, "curl_slist_free_all"),
        .easy_init = find(library, "curl_easy_init"),
        .easy_cleanup = find(library, "curl_easy_cleanup"),
        .easy_setopt = find(library, "curl_easy_setopt"),
        .easy_getinfo = find(library, "curl_easy_getinfo"),
        .easy_pause = find(library, "curl_easy_pause"),
        .easy_strerror = find(library, "curl_easy_strerror"),
        .multi_init = find(library, "curl_multi_init"),
        .multi_cleanup = find(library, "curl_multi_cleanup"),
        .multi_setopt = find(library, "curl_multi_setopt"),
        .multi_add_handle = find(library, "curl_multi_add_handle"),
        .multi_remove_handle = find(library, "curl_multi_remove_handle"),
        .multi_assign = find(library, "curl_multi_assign"),
        .multi_socket_action = find(library, "curl_multi_socket_action"),
        .multi_info_read = find(library, "curl_multi_info_read"),
        .url = find(library, "curl_url"),
        .url_cleanup = find(library, "curl_url_cleanup"),
        .url_set = find(library, "curl_url_set"),
        .url_get = find(library, "curl_url_get"),
    };
    if (failure[0] == 0) dl_iterate_phdr(note_addresses, (void *)functions.easy_init);
}

const struct libcurl *libcurl(void) {
    pthread_once(&once, load);
    return failure[0] == 0 ? &functions : NULL;
}

bool is_in_libcurl(const void *address) {
    return (uintptr_t)address >= first_address && (uintptr_t)address < end_address;
}

const char *curl_loader_error(void) { return libcurl() == NULL ? failure : NULL; }

#else
#include "CurlLoader.h"
const char *curl_loader_error(void) { return NULL; }
void curl_loader_trust_only(const char *path) { (void)path; }
bool curl_loader_trust_certificates(const void *text, size_t length) {
    (void)text, (void)length;
    return false;
}
void curl_loader_expect(long milliseconds) { (void)milliseconds; }
const char *curl_loader_system_authorities(void) { return NULL; }
bool curl_loader_is_in_place(void) { return false; }
bool curl_loader_sends_once(void) { return false; }
#endif
