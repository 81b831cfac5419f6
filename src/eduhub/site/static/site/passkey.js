// allauth only writes its troubles with passkeys to the console; the person reads them here.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const trouble = document.getElementById('passkey-trouble')
  if (trouble) trouble.hidden = false
})
